package org.wavetrain.cli.display;

import org.wavetrain.local.runner.StageOutcome;
import org.wavetrain.local.runner.StageOutcome.Cached;
import org.wavetrain.local.runner.StageOutcome.Failed;
import org.wavetrain.local.runner.StageOutcome.Made;

/** The line that stays on the screen once a stage is through. */
final class OutcomeLine {
  private OutcomeLine() {}

  static String of(Terminal terminal, String stage, int nameWidth, StageOutcome outcome) {
    String name = stage + " ".repeat(Math.max(0, nameWidth - stage.length()));
    if (outcome instanceof Cached) {
      return name + "  " + terminal.green("cached");
    }
    if (outcome instanceof Made made) {
      return name + "  " + terminal.green("done") + " in " + Amounts.duration(made.elapsed());
    }
    if (outcome instanceof Failed failed) {
      return name
          + "  "
          + terminal.red("failed")
          + " after "
          + Amounts.duration(failed.elapsed())
          + ": "
          + failed.sentence();
    }
    return name + "  stopped after " + Amounts.duration(outcome.elapsed());
  }
}
