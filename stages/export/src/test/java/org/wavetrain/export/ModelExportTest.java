package org.wavetrain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.recognition.OnnxTranscriber;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.SafeTensors;

/** Exports without a pipeline. */
class ModelExportTest {
  private static final String MASK_VECTOR = "wav2vec2.masked_spec_embed";

  @TempDir Path directory;
  private SmallExport export;

  @BeforeEach
  void makeInputs() throws IOException {
    export = new SmallExport(directory);
  }

  /** Transformers has no place for one then, and would warn of it. */
  @Test
  void aMaskVectorOfAModelThatNeverMasksIsLeftOut() throws Exception {
    ModelFolder model = ModelFolder.read(export.transcriber());
    SpecAugment masking = new SpecAugment(true, 0.1, 10, 0, 0, 10, 0);
    for (SpecAugment each : List.of(SpecAugment.NONE, masking)) {
      Path source =
          export.written(
              new ModelFolder(
                  model.configuration().withSpecAugment(each),
                  model.tensors(),
                  model.featureExtractor(),
                  model.vocabulary()));
      Path folder = Files.createTempDirectory(directory, "exported");
      new ModelExport(ExitFiles.TOGETHER, Integers.NONE).write(source, folder);
      assertThat(SafeTensors.read(folder.resolve("model.safetensors")).containsKey(MASK_VECTOR))
          .isEqualTo(each.timeProbability() > 0);
    }
  }

  @Test
  void aModelOfMoreOrFewerLayersThanItsConfigurationSaysIsNotExported() throws Exception {
    Path source = export.transcriber();
    Path configuration = source.resolve("config.json");
    String layers = "\"num_hidden_layers\": ";
    int stored = ModelFolder.read(source).configuration().contextNetwork().layers();
    String text = Files.readString(configuration).replace("\"early_exits\"", "\"no_exits\"");
    for (int claimed : List.of(stored - 1, stored + 1)) {
      Files.writeString(configuration, text.replace(layers + stored, layers + claimed));
      assertThatThrownBy(
              () ->
                  new ModelExport(ExitFiles.TOGETHER, Integers.NONE)
                      .write(source, directory.resolve("not-written")))
          .isInstanceOf(UserFailure.class)
          .hasMessageContaining(source.toString())
          .hasMessageContaining("its config.json");
    }
  }

  @Test
  void aModelFolderIsExportedWithoutAPipeline() throws Exception {
    ModelExport exporter = new ModelExport(ExitFiles.TOGETHER, Integers.FULL);
    Path folder = directory.resolve("of/one");
    assertThat(exporter.write(export.transcriber(), folder)).isBetween(1e-9, 1e-4);
    assertThat(folder.resolve("onnx/model_quantized.onnx")).exists();
    assertThat(exporter.write(export.classifier(), directory.resolve("other")))
        .isBetween(1e-9, 1e-4);
    try (OnnxTranscriber exported = OnnxTranscriber.open(folder)) {
      assertThat(exported.logits(Noise.waveform(400, 8), "logits")).hasSize(5);
    }
  }
}
