package org.wavetrain.wav2vec2.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.wav2vec2.random.StepRandom;

class IntegerProductsTest {
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
    ReferenceModel reference = ReferenceModel.read(name);
    Path file = directory.resolve("model.onnx");
    OnnxExporter.writeCtc(file, reference.model(), precision);
    float[] expected = reference.row("logits", 0);
    try (ExportedModel exported = ExportedModel.open(file)) {
      float[] scores = exported.run(OnnxExporter.OUTPUT, reference.row("input_values", 0));
      assertThat(scores).hasSameSizeAs(expected);
      double squares = 0;
      double differences = 0;
      for (int index = 0; index < expected.length; index++) {
        double difference = scores[index] - expected[index];
        differences += difference * difference;
        squares += expected[index] * expected[index];
      }
      assertThat(Math.sqrt(differences / squares)).isPositive().isCloseTo(0, within(share));
    }
  }
}
