package org.wavetrain.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.failure.UserFailure;

/** The model folder within a checkpoint artifact: all files but the trainer's. */
final class CheckpointFiles {
  private static final String TRAINER = "trainer/";

  private CheckpointFiles() {}

  static void download(ArtifactReader artifact, Path folder) throws IOException {
    for (ManifestFile file : artifact.manifest().files()) {
      if (!file.path().startsWith(TRAINER)) {
        Path target = folder.resolve(file.path());
        Files.createDirectories(target.getParent());
        try (InputStream content = artifact.open(file.path())) {
          Files.copy(content, target);
        }
      }
    }
  }

  static UserFailure unsuitable(String sentence) {
    return new UserFailure(
        ExportError.EXPORT_CHECKPOINT_UNSUITABLE,
        sentence,
        "Give a model that was trained for this task: of a finetune or classify stage, or the whole"
            + " folder of a Hugging Face Wav2Vec2ForCTC or Wav2Vec2ForSequenceClassification.");
  }
}
