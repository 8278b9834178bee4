package org.wavetrain.cli.display;

import java.nio.file.Path;
import org.wavetrain.local.runner.RunForecast;
import org.wavetrain.local.runner.RunListener;
import org.wavetrain.local.runner.StageOutcome;
import org.wavetrain.local.runner.StageOutcome.Cached;
import org.wavetrain.local.runner.StageOutcome.Failed;
import org.wavetrain.local.runner.StageOutcome.Made;
import org.wavetrain.stage.event.MessageEvent;
import org.wavetrain.stage.event.ProgressEvent;
import org.wavetrain.stage.event.StageEvent;

/** Shows the stages of a run. */
public final class RunDisplay implements RunListener {
  private final ProgressDisplay display;
  private final Terminal terminal;

  public RunDisplay(ProgressDisplay display, Terminal terminal) {
    this.display = display;
    this.terminal = terminal;
  }

  @Override
  public void planned(RunForecast forecast) {
    display.nameWidth(
        forecast.stages().stream()
            .mapToInt(stage -> stage.stage().name().length())
            .max()
            .orElse(0));
  }

  @Override
  public void started(String stage, String reason, Path log) {
    display.begin(stage, reason);
  }

  @Override
  public void told(String stage, StageEvent event) {
    if (event instanceof MessageEvent message) {
      display.line(stage + ": " + message.line());
    } else if (event instanceof ProgressEvent progress) {
      display.update(stage, progress);
    }
  }

  @Override
  public void ended(String stage, StageOutcome outcome) {
    display.end(stage, text(outcome));
  }

  private String text(StageOutcome outcome) {
    if (outcome instanceof Cached) {
      return terminal.green("cached");
    }
    if (outcome instanceof Made made) {
      return terminal.green("done") + " in " + Amounts.duration(made.elapsed());
    }
    if (outcome instanceof Failed failed) {
      return "%s after %s: %s"
          .formatted(terminal.red("failed"), Amounts.duration(failed.elapsed()), failed.code());
    }
    return "stopped after " + Amounts.duration(outcome.elapsed());
  }
}
