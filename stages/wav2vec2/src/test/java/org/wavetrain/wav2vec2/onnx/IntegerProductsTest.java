package org.wavetrain.wav2vec2.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.SafeTensors;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.random.StepRandom;

class IntegerProductsTest {
  private static final Path VECTORS = Path.of("src/test/resources/reference-vectors");

  @TempDir Path directory;

  @Test
  void eachOutputHasAScaleOfItsOwn() {
    float[] weight = {0.5f, -1f, 0.26f, 0, 0, 0, -64, 64, 31.5f};
    QuantisedWeight quantised = QuantisedWeight.of(weight, 3, 64);
    assertThat(quantised.scales()).containsExactly(1f / 64, 1, 1);
    assertThat(quantised.values()).containsExactly(32, 0, -64, -64, 0, 64, 17, 0, 32);
  }

  @Test
  void aWeightIsReadOnceForItsValuesAndItsScales() {
    AtomicInteger reads = new AtomicInteger();
    WeightQuantisation quantisation =
        new WeightQuantisation(
            () -> {
              reads.incrementAndGet();
              return new float[] {0.5f, -1f, 0.26f, 4};
            },
            2,
            64);
    assertThat(quantisation.values()).containsExactly(32, 4, -64, 64);
    assertThat(quantisation.scales()).containsExactly(1f / 64, 4f / 64);
    assertThat(reads).hasValue(1);
  }

  @Test
  void scalesDoNotWaitForTheValues() {
    WeightQuantisation quantisation = new WeightQuantisation(() -> new float[] {0.5f, -1f}, 1, 64);
    assertThat(quantisation.scales()).containsExactly(1f / 64);
  }

  @Test
  void pairsOfPortableProductsFitInto16Bits() {
    float[] weight = new float[256];
    new StepRandom(1, 0).stream("test", "weights").fillGaussian(weight, 1);
    int greatest = 0;
    for (byte value :
        QuantisedWeight.of(weight, 4, LinearPrecision.INT8_REDUCED.greatestWeight()).values()) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    assertThat(greatest).isEqualTo(64);
    assertThat(2 * 255 * greatest).isLessThanOrEqualTo(Short.MAX_VALUE);
  }

  /** Share of the scores: rounding twice as coarse may cost more. */
  @ParameterizedTest
  @CsvSource({
    "ctc-group, INT8, 0.03",
    "ctc-group, INT8_REDUCED, 0.04",
    "ctc-layer, INT8, 0.03",
    "ctc-layer, INT8_REDUCED, 0.04"
  })
  void roundedScoresAreNearThoseOfTransformers(String name, LinearPrecision precision, double share)
      throws Exception {
    ModelFolder model = ModelFolder.read(VECTORS.resolve(name).resolve("model"));
    Path file = directory.resolve("model.onnx");
    OnnxExporter.writeCtc(file, model, precision);
    Map<String, Tensor> vectors =
        SafeTensors.read(VECTORS.resolve(name).resolve("case.safetensors"));
    float[] expected = firstRow(vectors.get("logits").toFloats(), vectors.get("logits").shape());
    float[] input =
        firstRow(vectors.get("input_values").toFloats(), vectors.get("input_values").shape());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(input), new long[] {1, input.length});
        OrtSession.Result result = session.run(Map.of(OnnxExporter.INPUT, tensor))) {
      FloatBuffer scores = ((OnnxTensor) result.get(0)).getFloatBuffer();
      double squares = 0;
      double differences = 0;
      for (float value : expected) {
        double difference = scores.get() - value;
        differences += difference * difference;
        squares += value * value;
      }
      assertThat(scores.hasRemaining()).isFalse();
      assertThat(Math.sqrt(differences / squares)).isPositive().isCloseTo(0, within(share));
    }
  }

  private static float[] firstRow(float[] values, long[] shape) {
    return Arrays.copyOf(values, values.length / (int) shape[0]);
  }
}
