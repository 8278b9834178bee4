package org.wavetrain.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The times in which nothing worked on a run: from its end until somebody went on with it. The
 * server keeps them as a tag of the run.
 *
 * @param all the earliest first
 */
public record Pauses(List<Pause> all) {
  static final Pauses NONE = new Pauses(List.of());

  /** The tag: the beginning and the end of each in milliseconds since 1970. */
  static final String TAG = "wavetrain.pauses";

  /** What a tag of MLflow's holds is limited; with more, the earliest become one. */
  private static final int MOST = 100;

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,15})-([0-9]{1,15})");

  /** One of them, in which the run stood still. */
  public record Pause(Instant from, Instant until) {
    Duration length() {
      return Duration.between(from, until);
    }
  }

  public Pauses {
    all = List.copyOf(all);
  }

  /** What {@link #toTag} wrote; what was changed by hand is left out. */
  static Pauses ofTag(String text) {
    List<Pause> pauses = new ArrayList<>();
    Matcher written = WRITTEN.matcher(text);
    while (written.find()) {
      Instant from = Instant.ofEpochMilli(Long.parseLong(written.group(1)));
      Instant until = Instant.ofEpochMilli(Long.parseLong(written.group(2)));
      if (!until.isBefore(from)) {
        pauses.add(new Pause(from, until));
      }
    }
    return new Pauses(pauses);
  }

  /** As a tag's text. */
  String toTag() {
    return all.stream()
        .map(pause -> pause.from().toEpochMilli() + "-" + pause.until().toEpochMilli())
        .collect(Collectors.joining(" "));
  }

  /** These and one that is over now; one that began at the same time is the same one. */
  Pauses with(Instant from, Instant until) {
    List<Pause> pauses = new ArrayList<>(all);
    pauses.removeIf(pause -> pause.from().equals(from));
    pauses.add(new Pause(from, until));
    if (pauses.size() > MOST) {
      Pause first = pauses.remove(0);
      Pause second = pauses.remove(0);
      pauses.add(0, new Pause(second.from().minus(first.length()), second.until()));
    }
    return new Pauses(pauses);
  }

  /** How long they were together. */
  public Duration total() {
    return all.stream().map(Pause::length).reduce(Duration.ZERO, Duration::plus);
  }

  /** How long they were together before a time. */
  public Duration before(Instant time) {
    return all.stream()
        .filter(pause -> pause.from().isBefore(time))
        .map(
            pause ->
                Duration.between(pause.from(), pause.until().isBefore(time) ? pause.until() : time))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
