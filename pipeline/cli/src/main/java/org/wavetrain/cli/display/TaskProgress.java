package org.wavetrain.cli.display;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.stage.event.ProgressEvent;

/**
 * How far something is that takes a while, and how fast it gets on. Times are of {@link
 * System#nanoTime}.
 */
final class TaskProgress {
  /** The rate is that of the last so many seconds. */
  private static final long WINDOW_NANOS = Duration.ofSeconds(30).toNanos();

  private static final int WIDEST_BAR = 24;
  private static final int NARROWEST_BAR = 6;

  private record Sample(long nanos, long done) {}

  private final String name;
  private final int nameWidth;
  private final long startedNanos;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private ProgressEvent latest = new ProgressEvent(0, 0, "", Map.of());

  TaskProgress(String name, int nameWidth, long nowNanos) {
    this.name = name;
    this.nameWidth = nameWidth;
    this.startedNanos = nowNanos;
  }

  void update(ProgressEvent event, long nowNanos) {
    // A stage has several phases; each counts from the start in its own unit.
    if (!event.unit().equals(latest.unit()) || event.done() < latest.done()) {
      samples.clear();
    }
    latest = event;
    samples.addLast(new Sample(nowNanos, event.done()));
    while (samples.size() > 2 && nowNanos - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
  }

  /** A line of at most {@code columns} characters; what matters least is left out first. */
  String line(int columns, long nowNanos) {
    StringBuilder line = new StringBuilder(padded(name, nameWidth));
    List<String> parts = parts(nowNanos);
    int taken = line.length() + parts.stream().mapToInt(part -> part.length() + 2).sum();
    if (latest.total() > 0) {
      int bar = Math.min(WIDEST_BAR, columns - taken - 4);
      if (bar >= NARROWEST_BAR) {
        line.append("  ").append(bar(bar));
      }
    }
    for (String part : parts) {
      if (line.length() + 2 + part.length() > columns) {
        break;
      }
      line.append("  ").append(part);
    }
    return line.length() > columns ? line.substring(0, columns) : line.toString();
  }

  static String padded(String name, int width) {
    return name + " ".repeat(Math.max(0, width - name.length()));
  }

  /** The most important first. */
  private List<String> parts(long nowNanos) {
    List<String> parts = new ArrayList<>();
    if (latest.total() > 0) {
      parts.add(
          String.format(
              Locale.ROOT,
              "%3d%%",
              100 * Math.min(latest.done(), latest.total()) / latest.total()));
      timeLeft().ifPresent(left -> parts.add(Amounts.duration(left) + " left"));
    } else {
      parts.add(Amounts.duration(Duration.ofNanos(nowNanos - startedNanos)));
    }
    latest.figures().forEach((name, value) -> parts.add(name + " " + Amounts.figure(value)));
    if (!latest.unit().isEmpty()) {
      parts.add(
          latest.total() > 0
              ? latest.done() + "/" + latest.total() + " " + latest.unit()
              : latest.done() + " " + latest.unit());
      rate().ifPresent(rate -> parts.add(Amounts.rate(rate, latest.unit())));
    }
    return parts;
  }

  private String bar(int width) {
    int full = (int) (width * Math.min(latest.done(), latest.total()) / latest.total());
    return "[" + "█".repeat(full) + "·".repeat(width - full) + "]";
  }

  private Optional<Double> rate() {
    if (samples.size() < 2) {
      return Optional.empty();
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    double seconds = (last.nanos() - first.nanos()) / 1e9;
    return seconds <= 0 || last.done() == first.done()
        ? Optional.empty()
        : Optional.of((last.done() - first.done()) / seconds);
  }

  private Optional<Duration> timeLeft() {
    return rate()
        .map(
            rate ->
                Duration.ofSeconds(Math.round(Math.max(0, latest.total() - latest.done()) / rate)));
  }
}
