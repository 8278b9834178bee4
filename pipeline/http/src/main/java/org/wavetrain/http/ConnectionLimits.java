package org.wavetrain.http;

import java.time.Duration;

/**
 * What a connection may take.
 *
 * @param most connections that are open at a time
 * @param period between two looks at one
 * @param patience how long an answer may wait for its reader, besides the time for its bytes
 * @param bytesPerSecond which a reader takes at least
 */
record ConnectionLimits(int most, Duration period, Duration patience, int bytesPerSecond) {
  /** A report of 10 MB may take 20 minutes. */
  static final ConnectionLimits USUAL =
      new ConnectionLimits(1000, Duration.ofSeconds(10), Duration.ofMinutes(1), 8192);

  /** Where so many are open, those that ask nothing are closed. */
  int crowd() {
    return most / 2;
  }

  /** How long so many bytes may wait for their reader. */
  Duration patienceFor(long bytes) {
    return patience.plusMillis(bytes * 1000 / bytesPerSecond);
  }
}
