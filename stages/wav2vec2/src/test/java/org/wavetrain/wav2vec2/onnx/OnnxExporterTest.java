package org.wavetrain.wav2vec2.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.WaveformBatch;

/** Runs exported models in ONNX Runtime against what transformers computed with the same ones. */
class OnnxExporterTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"ctc-group", "ctc-layer"})
  void aTranscriberGivesTheLogitsOfTransformers(String name) throws Exception {
    ReferenceModel reference = ReferenceModel.read(name);
    try (ExportedModel exported = ExportedModel.transcriber(reference.model(), directory)) {
      for (int row : reference.unpadded()) {
        assertThat(exported.run(OnnxExporter.OUTPUT, reference.row("input_values", row)))
            .containsExactly(reference.row("logits", row), ReferenceModel.ROUNDING);
      }
    }
  }

  /** The norms of the convolutions keep PyTorch's epsilon, whatever the configuration says. */
  @Test
  void theEpsilonOfTheConfigurationIsThatOfTheEngine() throws Exception {
    ReferenceModel reference = ReferenceModel.read("ctc-layer");
    ModelFolder model = reference.model();
    Wav2Vec2Configuration read = model.configuration();
    ContextNetwork context = read.contextNetwork();
    Wav2Vec2Configuration other =
        new Wav2Vec2Configuration(
            read.featureEncoder(),
            new ContextNetwork(
                context.hiddenSize(),
                context.layers(),
                context.attentionHeads(),
                context.intermediateSize(),
                context.positionalKernel(),
                context.positionalGroups(),
                context.preNorm(),
                1e-3,
                context.initialDeviation()),
            read.dropouts(),
            read.specAugment(),
            read.quantizer(),
            read.ctcHead(),
            read.classificationHead(),
            read.earlyExits(),
            read.others());
    ModelFolder changed =
        new ModelFolder(other, model.tensors(), model.featureExtractor(), model.vocabulary());
    // Quiet, so that variances are small and the epsilons count.
    float[] samples = reference.row("input_values", 0);
    for (int index = 0; index < samples.length; index++) {
      samples[index] *= 0.01f;
    }
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(
                other, CtcOptions.lastLayer(other), NetworkOptions.frozenTrunk(kernels));
        ExportedModel exported = ExportedModel.transcriber(changed, directory)) {
      network.load(model.tensors());
      WaveformBatch batch =
          new WaveformBatch(samples, 1, samples.length, new int[] {samples.length});
      assertThat(exported.run(OnnxExporter.OUTPUT, samples))
          .containsExactly(network.logits(batch).last(), ReferenceModel.ROUNDING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classify", "classify-weighted"})
  void aClassifierGivesTheLogitsOfTransformers(String name) throws Exception {
    ReferenceModel reference = ReferenceModel.read(name);
    Path file = directory.resolve("model.onnx");
    OnnxExporter.writeClassification(file, reference.model(), LinearPrecision.FLOAT32);
    try (ExportedModel exported = ExportedModel.open(file)) {
      for (int row = 0; row < reference.rows(); row++) {
        assertThat(exported.run(OnnxExporter.OUTPUT, reference.row("input_values", row)))
            .containsExactly(reference.row("logits", row), ReferenceModel.ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ctc-group", "ctc-layer"})
  void utterancesOfOneBatchDoNotSeeEachOther(String name) throws Exception {
    ReferenceModel reference = ReferenceModel.read(name);
    float[] first = reference.row("input_values", 0);
    try (ExportedModel exported = ExportedModel.transcriber(reference.model(), directory)) {
      for (int samples : new int[] {400, 721, 5000, first.length}) {
        float[] one = Arrays.copyOf(first, samples);
        float[] other = new float[samples];
        for (int index = 0; index < samples; index++) {
          other[index] = -2 * one[samples - 1 - index];
        }
        float[] both = Arrays.copyOf(one, 2 * samples);
        System.arraycopy(other, 0, both, samples, samples);
        float[] together = exported.run("logits", both, 2);
        float[] alone = exported.run("logits", one);
        assertThat(alone).hasSize(12 * reference.model().configuration().frames(samples));
        assertThat(Arrays.copyOf(together, alone.length))
            .containsExactly(alone, ReferenceModel.ROUNDING);
        assertThat(Arrays.copyOfRange(together, alone.length, together.length))
            .containsExactly(exported.run("logits", other), ReferenceModel.ROUNDING);
      }
    }
  }
}
