package org.wavetrain.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.wavetrain.promotion.Decision.Outcome;
import org.wavetrain.promotion.Registered;

/** The command that transcribes a file with the model that a run made. */
final class TranscriptionHint {
  private TranscriptionHint() {}

  /**
   * By the champion's name if the new model is the champion, by its folder otherwise.
   *
   * @param home the option for the home, or nothing
   * @return empty when the run made no model to transcribe with
   */
  static Optional<String> of(CompletedRun run, String home) {
    Optional<String> champion =
        run.registered()
            .filter(model -> model.decision().outcome() != Outcome.REFUSED)
            .map(Registered::model)
            .map(TranscriptionHint::byName);
    return champion
        .or(() -> run.export().map(TranscriptionHint::byFolder))
        .map(model -> Launcher.word() + " transcribe" + home + model + " FILE.wav");
  }

  private static String byName(String model) {
    return model.equals(ModelOption.DEFAULT_MODEL) ? "" : " --registered " + ShellWord.of(model);
  }

  private static String byFolder(Path export) {
    return " --model " + ShellWord.of(export.toString());
  }
}
