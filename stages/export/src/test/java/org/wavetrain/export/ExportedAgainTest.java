package org.wavetrain.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.testing.SmallModels;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.format.ModelFolder;

/** What was exported is a model like any other. */
class ExportedAgainTest {
  private static final List<String> FILES =
      List.of("config.json", "model.safetensors", "onnx/model.onnx");

  @TempDir private Path directory;

  @Test
  void anExportOfAModelWithoutMaskingIsExportedAgain() throws Exception {
    for (ModelFolder model : List.of(SmallModels.transcriber(), SmallModels.classifier())) {
      Path source = Files.createTempDirectory(directory, "model");
      new ModelFolder(
              model.configuration().withSpecAugment(SpecAugment.NONE),
              model.tensors(),
              model.featureExtractor(),
              model.vocabulary())
          .write(source);
      ModelExport export = new ModelExport(ExitFiles.TOGETHER, Integers.NONE);
      Path once = source.resolveSibling(source.getFileName() + "-once");
      Path twice = source.resolveSibling(source.getFileName() + "-twice");

      export.write(source, once);
      assertThat(export.write(once, twice)).isLessThanOrEqualTo(1e-4);

      for (String file : FILES) {
        assertThat(twice.resolve(file)).hasSameBinaryContentAs(once.resolve(file));
      }
    }
  }
}
