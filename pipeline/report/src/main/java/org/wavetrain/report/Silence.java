package org.wavetrain.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.tracking.Pauses.Pause;
import org.wavetrain.tracking.RunSummary;

/** Tells the run of a stage that was killed from one that is at work. */
public final class Silence {
  /** A stage that is at work logs something every ten seconds. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Silence() {}

  /**
   * When something was heard last of the run of a stage that counts as running, if that is so long
   * ago that nothing can work on it any more: nobody was there to end it when its process was
   * killed. Empty if it has ended, or may be at work.
   */
  public static Optional<Instant> since(RunSummary stage, Instant now) {
    Instant last =
        Stream.concat(Stream.of(stage.lastKnown()), stage.pauses().all().stream().map(Pause::until))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return stage.isUnderWay() && last.isBefore(now.minus(LONGEST))
        ? Optional.of(last)
        : Optional.empty();
  }
}
