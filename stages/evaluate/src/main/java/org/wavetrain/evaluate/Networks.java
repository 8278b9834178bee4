package org.wavetrain.evaluate;

import java.io.IOException;
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
    Transcriber transcriber = Transcriber.load(Intake.transcriber(context), kernels, context);
    try {
      Optional<ArtifactReader> artifact = context.optionalInput("classifier");
      Optional<Classifier> classifier = Optional.empty();
      if (artifact.isPresent()) {
        classifier =
            Optional.of(
                Classifier.load(Intake.download(context, "classifier", artifact.get()), kernels));
      }
      return new Networks(transcriber, classifier);
    } catch (IOException | RuntimeException e) {
      transcriber.close();
      throw e;
    }
  }

  @Override
  public void close() {
    transcriber.close();
    classifier.ifPresent(Classifier::close);
  }
}
