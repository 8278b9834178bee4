package org.wavetrain.cli.display;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.wavetrain.local.runner.RunForecast;
import org.wavetrain.local.runner.StageOutcome;
import org.wavetrain.stage.event.MessageEvent;
import org.wavetrain.stage.event.ProgressEvent;
import org.wavetrain.stage.event.StageEvent;

/** Draws a bar for each running stage below the lines that stay, several times a second. */
public final class TerminalDisplay implements ProgressDisplay {
  private static final Duration REDRAW_INTERVAL = Duration.ofMillis(250);
  private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

  private final PrintStream out;
  private final Terminal terminal;
  private final Map<String, StageProgress> running = new LinkedHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "display");
            thread.setDaemon(true);
            return thread;
          });
  private int drawnLines;
  private int nameWidth;

  public TerminalDisplay(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
    clock.scheduleAtFixedRate(
        this::redraw,
        REDRAW_INTERVAL.toMillis(),
        REDRAW_INTERVAL.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void planned(RunForecast forecast) {
    nameWidth = NameWidth.of(forecast);
  }

  @Override
  public synchronized void started(String stage, String reason, Path log) {
    running.put(stage, new StageProgress(stage, nameWidth, System.nanoTime()));
    redraw();
  }

  @Override
  public synchronized void told(String stage, StageEvent event) {
    if (event instanceof MessageEvent message) {
      line(stage + ": " + message.line());
    } else if (event instanceof ProgressEvent progress) {
      running.get(stage).update(progress, System.nanoTime());
    }
  }

  @Override
  public synchronized void ended(String stage, StageOutcome outcome) {
    running.remove(stage);
    line(OutcomeLine.of(terminal, stage, nameWidth, outcome));
  }

  @Override
  public synchronized void line(String text) {
    StringBuilder drawing = erasure().append(text).append('\n');
    draw(drawing);
  }

  private synchronized void redraw() {
    draw(erasure());
  }

  private StringBuilder erasure() {
    return new StringBuilder(UP_AND_CLEAR.repeat(drawnLines));
  }

  private void draw(StringBuilder drawing) {
    long now = System.nanoTime();
    for (StageProgress progress : running.values()) {
      // One column less than there are: a full line would wrap on some terminals.
      drawing.append(progress.line(terminal.columns() - 1, now)).append('\n');
    }
    drawnLines = running.size();
    out.print(drawing);
    out.flush();
  }

  @Override
  public synchronized void close() {
    clock.shutdownNow();
    running.clear();
    draw(erasure());
  }
}
