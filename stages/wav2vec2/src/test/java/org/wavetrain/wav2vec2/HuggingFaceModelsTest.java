package org.wavetrain.wav2vec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.SafeTensors;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.layer.PretrainingDraw;
import org.wavetrain.wav2vec2.masking.SpanMask;
import org.wavetrain.wav2vec2.model.ClassificationNetwork;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.LoadReport;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.PretrainingNetwork;
import org.wavetrain.wav2vec2.model.SpeechNetwork;
import org.wavetrain.wav2vec2.model.WaveformBatch;

/**
 * Computes what {@code infra/compatibility/check-huggingface} had transformers compute with the
 * models that it wrote.
 */
@EnabledIfSystemProperty(named = "huggingface.models", matches = ".+")
final class HuggingFaceModelsTest {
  private static final Path ROOT = Path.of(System.getProperty("huggingface.models", "."));
  private static final Path DIFFERENCES = ROOT.resolve("differences.txt");
  private static final double TOLERANCE = 1e-4;

  private final Kernels kernels = Kernels.fastest();

  static List<Path> models() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @BeforeAll
  static void forgetOldDifferences() throws IOException {
    Files.deleteIfExists(DIFFERENCES);
  }

  @AfterEach
  void closeKernels() {
    kernels.close();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aModelComputesWhatItComputesInTransformers(Path folder) throws IOException {
    Map<String, Tensor> expected = SafeTensors.read(folder.resolve("expected.safetensors"));
    ModelFolder model = ModelFolder.read(folder.resolve("model"));
    WaveformBatch batch = batch(expected);
    Architecture architecture = model.configuration().architecture().orElseThrow();
    switch (architecture) {
      case CTC -> compare(folder, "logits", expected, transcribe(model, batch));
      case CLASSIFICATION -> compare(folder, "logits", expected, classify(model, batch));
      case PRETRAINING -> {
        float[] projections = project(model, batch);
        int half = projections.length / 2;
        compare(folder, "projected_states", expected, Arrays.copyOfRange(projections, 0, half));
        compare(
            folder,
            "projected_quantized_states",
            expected,
            Arrays.copyOfRange(projections, half, 2 * half));
      }
    }
  }

  private static WaveformBatch batch(Map<String, Tensor> expected) {
    Tensor samples = expected.get("input_values");
    int[] lengths = expected.get("sample_lengths").toInts();
    return new WaveformBatch(samples.toFloats(), lengths.length, (int) samples.shape()[1], lengths);
  }

  private float[] transcribe(ModelFolder model, WaveformBatch batch) {
    Wav2Vec2Configuration configuration = model.configuration();
    try (CtcNetwork network =
        CtcNetwork.create(
            configuration,
            CtcOptions.lastLayer(configuration),
            NetworkOptions.frozenTrunk(kernels))) {
      load(network, model);
      return network.logits(batch).last();
    }
  }

  private float[] classify(ModelFolder model, WaveformBatch batch) {
    int classes = model.configuration().classificationHead().labels().size();
    try (ClassificationNetwork network =
        ClassificationNetwork.create(
            model.configuration(), classes, NetworkOptions.frozenTrunk(kernels))) {
      load(network, model);
      return network.logits(batch);
    }
  }

  /** Nothing is masked, and the likeliest codes are taken. */
  private float[] project(ModelFolder model, WaveformBatch batch) {
    try (PretrainingNetwork network =
        PretrainingNetwork.create(model.configuration(), NetworkOptions.trainable(kernels))) {
      load(network, model);
      int frames = model.configuration().frames(batch.paddedLength());
      SpanMask nothing = new SpanMask(new boolean[batch.size() * frames], batch.size(), frames);
      return network.projections(batch, new PretrainingDraw(nothing, new int[0], null), false);
    }
  }

  private static void load(SpeechNetwork network, ModelFolder model) {
    LoadReport report = network.load(model.tensors());
    assertThat(report.missing()).isEmpty();
    assertThat(report.unused()).isEmpty();
  }

  private static void compare(
      Path folder, String name, Map<String, Tensor> expected, float[] actual) throws IOException {
    float[] there = expected.get(name).toFloats();
    assertThat(actual).hasSameSizeAs(there);
    double difference = 0;
    double largest = 0;
    for (int index = 0; index < there.length; index++) {
      difference = Math.max(difference, Math.abs(actual[index] - there[index]));
      largest = Math.max(largest, Math.abs(there[index]));
    }
    Files.writeString(
        DIFFERENCES,
        String.format(
            Locale.ROOT,
            "%-32s %-28s %d values up to %.2f, largest difference %.1e%n",
            folder.getFileName(),
            name,
            there.length,
            largest,
            difference),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    assertThat(difference).as(name).isLessThanOrEqualTo(TOLERANCE);
  }
}
