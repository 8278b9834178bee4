package org.wavetrain.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.stage.StageContext;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** What is evaluated. */
record Networks(Transcriber transcriber, Optional<Classifier> classifier) implements AutoCloseable {
  /**
   * @param kernels the arithmetic; stays the caller's
   */
  static Networks load(StageContext context, Kernels kernels) throws IOException {
    Transcriber transcriber =
        Transcriber.load(
            download(context, "transcriber", context.input("transcriber")), kernels, context);
    try {
      Optional<ArtifactReader> artifact = context.optionalInput("classifier");
      Optional<Classifier> classifier = Optional.empty();
      if (artifact.isPresent()) {
        classifier =
            Optional.of(Classifier.load(download(context, "classifier", artifact.get()), kernels));
      }
      return new Networks(transcriber, classifier);
    } catch (IOException | RuntimeException e) {
      transcriber.close();
      throw e;
    }
  }

  private static Path download(StageContext context, String name, ArtifactReader artifact)
      throws IOException {
    Path folder = Files.createDirectories(context.workDirectory().resolve(name));
    artifact.download("", folder);
    return folder;
  }

  @Override
  public void close() {
    transcriber.close();
    classifier.ifPresent(Classifier::close);
  }
}
