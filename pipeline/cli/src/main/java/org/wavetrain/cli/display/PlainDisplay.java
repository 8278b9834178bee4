package org.wavetrain.cli.display;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.wavetrain.local.runner.RunForecast;
import org.wavetrain.local.runner.StageOutcome;
import org.wavetrain.stage.event.MessageEvent;
import org.wavetrain.stage.event.ProgressEvent;
import org.wavetrain.stage.event.StageEvent;

/** Prints a line now and then, for files and pipes. */
public final class PlainDisplay implements ProgressDisplay {
  /** A stage that gets on is reported at most this often. */
  private static final long INTERVAL_NANOS = Duration.ofSeconds(15).toNanos();

  private static final int COLUMNS = 120;

  private final PrintStream out;
  private final Map<String, StageProgress> running = new HashMap<>();
  private final Map<String, Long> reportedNanos = new HashMap<>();
  private int nameWidth;

  public PlainDisplay(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void planned(RunForecast forecast) {
    nameWidth = NameWidth.of(forecast);
  }

  @Override
  public synchronized void started(String stage, String reason, Path log) {
    running.put(stage, new StageProgress(stage, nameWidth, System.nanoTime()));
    reportedNanos.put(stage, System.nanoTime());
    out.println(stage + " ".repeat(Math.max(0, nameWidth - stage.length())) + "  starts: " + reason);
  }

  @Override
  public synchronized void told(String stage, StageEvent event) {
    if (event instanceof MessageEvent message) {
      out.println(stage + ": " + message.line());
    } else if (event instanceof ProgressEvent progress) {
      long now = System.nanoTime();
      StageProgress state = running.get(stage);
      state.update(progress, now);
      if (now - reportedNanos.get(stage) >= INTERVAL_NANOS) {
        reportedNanos.put(stage, now);
        out.println(state.line(COLUMNS, now));
      }
    }
  }

  @Override
  public synchronized void ended(String stage, StageOutcome outcome) {
    running.remove(stage);
    out.println(OutcomeLine.of(Terminal.none(), stage, nameWidth, outcome));
  }

  @Override
  public synchronized void line(String text) {
    out.println(text);
  }

  @Override
  public void close() {
    out.flush();
  }
}
