package org.wavetrain.cli.display;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.wavetrain.stage.event.ProgressEvent;

/** Draws a bar for each thing that goes on below the lines that stay, several times a second. */
final class TerminalDisplay implements ProgressDisplay {
  private static final Duration REDRAW_INTERVAL = Duration.ofMillis(250);
  private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

  private final PrintStream out;
  private final Terminal terminal;
  private final Map<String, TaskProgress> running = new LinkedHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "display");
            thread.setDaemon(true);
            return thread;
          });
  private int drawnLines;
  private int nameWidth;

  TerminalDisplay(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
    clock.scheduleAtFixedRate(
        () -> draw(""),
        REDRAW_INTERVAL.toMillis(),
        REDRAW_INTERVAL.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void nameWidth(int characters) {
    nameWidth = characters;
  }

  @Override
  public synchronized void begin(String name, String reason) {
    running.put(name, new TaskProgress(name, nameWidth, System.nanoTime()));
    draw("");
  }

  @Override
  public synchronized void update(String name, ProgressEvent progress) {
    running.get(name).update(progress, System.nanoTime());
  }

  @Override
  public synchronized void end(String name, String outcome) {
    running.remove(name);
    line(TaskProgress.padded(name, nameWidth) + "  " + outcome);
  }

  @Override
  public void line(String text) {
    draw(text + "\n");
  }

  /** Draws the bars anew below a text that stays. */
  private synchronized void draw(String text) {
    long now = System.nanoTime();
    StringBuilder drawing = new StringBuilder(UP_AND_CLEAR.repeat(drawnLines)).append(text);
    for (TaskProgress progress : running.values()) {
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
    draw("");
  }
}
