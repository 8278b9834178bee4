package org.wavetrain.website;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.TrackingError;

/**
 * Whether the tracking server was away a moment ago. As long as it was, nobody else waits to find
 * that out: pages that ask again and again would take all threads.
 */
final class Outage {
  private static final Duration REMEMBERED = Duration.ofSeconds(3);

  private final InstantSource clock;
  private volatile Away last = new Away(Instant.MIN, null);

  Outage(InstantSource clock) {
    this.clock = clock;
  }

  private record Away(Instant until, UserFailure failure) {}

  /** What asks the tracking server. */
  @FunctionalInterface
  interface Asking<T> {
    T ask() throws IOException;
  }

  <T> T unlessAway(Asking<T> asking) throws IOException {
    Away known = last;
    if (clock.instant().isBefore(known.until())) {
      throw known.failure();
    }
    try {
      return asking.ask();
    } catch (UserFailure failure) {
      if (failure.code() == TrackingError.TRACKING_UNREACHABLE) {
        last = new Away(clock.instant().plus(REMEMBERED), failure);
      }
      throw failure;
    }
  }
}
