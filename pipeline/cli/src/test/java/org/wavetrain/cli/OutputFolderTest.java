package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

class OutputFolderTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenAppearsAtOnce() throws IOException {
    Path target = folder.resolve("a/b");
    try (OutputFolder output = OutputFolder.take(target)) {
      Files.createDirectory(output.draft().resolve("onnx"));
      Files.writeString(output.draft().resolve("onnx/model.onnx"), "weights");
      assertThat(target.resolve("onnx")).doesNotExist();
      output.publish();
    }
    assertThat(target.resolve("onnx/model.onnx")).hasContent("weights");
    assertThat(target.toFile().list()).containsExactly("onnx");
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a failure while an output folder is written",
      outcome = "the folder is as it was")
  void afterAFailureTheFolderIsAsItWas() throws IOException {
    Path missing = folder.resolve("missing");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Path target : new Path[] {missing, empty}) {
      try (OutputFolder output = OutputFolder.take(target)) {
        Files.writeString(output.draft().resolve("half"), "half");
      }
    }
    assertThat(missing).doesNotExist();
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "an output folder that cannot be made",
      outcome = "OUTPUT_FOLDER_UNWRITABLE names it")
  void aFolderThatCannotBeMadeIsAUsersFailure() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertThatThrownBy(() -> OutputFolder.take(file.resolve("out")))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(CommandError.OUTPUT_FOLDER_UNWRITABLE))
        .hasMessageContaining(file.resolve("out").toString());
  }

  @Test
  void anExportGoesNowhereWhereSomethingIs() throws Exception {
    Path model = folder.resolve("model");
    RandomModel.pretrained(Wav2Vec2Configuration.nano(), model);
    Path file = Files.writeString(folder.resolve("file"), "mine");
    for (Path target : new Path[] {file, model}) {
      assertThat(export(model, target)).contains("OUTPUT_FOLDER_IN_USE", target.toString());
    }
    assertThat(file).hasContent("mine");
  }

  @Test
  void anExportThatFailsLeavesNothing() throws Exception {
    Path model = folder.resolve("model");
    RandomModel.pretrained(Wav2Vec2Configuration.nano(), model);
    Path target = folder.resolve("target");
    assertThat(export(model, target))
        .contains("EXPORT_CHECKPOINT_UNSUITABLE")
        .doesNotContain("port to");
    assertThat(target).doesNotExist();
  }

  private static String export(Path model, Path target) {
    return CommandRun.refusal("export", model.toString(), target.toString());
  }
}
