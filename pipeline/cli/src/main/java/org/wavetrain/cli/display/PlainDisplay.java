package org.wavetrain.cli.display;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.wavetrain.stage.event.ProgressEvent;

/** Prints a line now and then, for files and pipes. */
final class PlainDisplay implements ProgressDisplay {
  /** What gets on is reported at most this often. */
  private static final long INTERVAL_NANOS = Duration.ofSeconds(15).toNanos();

  private static final int COLUMNS = 120;

  private final PrintStream out;
  private final Map<String, TaskProgress> running = new HashMap<>();
  private final Map<String, Long> reportedNanos = new HashMap<>();
  private int nameWidth;

  PlainDisplay(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void nameWidth(int characters) {
    nameWidth = characters;
  }

  @Override
  public synchronized void begin(String name, String reason) {
    long now = System.nanoTime();
    running.put(name, new TaskProgress(name, nameWidth, now));
    reportedNanos.put(name, now);
    out.println(TaskProgress.padded(name, nameWidth) + "  starts: " + reason);
  }

  @Override
  public synchronized void update(String name, ProgressEvent progress) {
    long now = System.nanoTime();
    TaskProgress state = running.get(name);
    state.update(progress, now);
    if (now - reportedNanos.get(name) >= INTERVAL_NANOS) {
      reportedNanos.put(name, now);
      out.println(state.line(COLUMNS, now));
    }
  }

  @Override
  public synchronized void end(String name, String outcome) {
    running.remove(name);
    out.println(TaskProgress.padded(name, nameWidth) + "  " + outcome);
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
