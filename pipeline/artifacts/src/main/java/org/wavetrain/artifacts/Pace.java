package org.wavetrain.artifacts;

import java.time.Duration;

/**
 * How long an exchange with the store may take: twice as long as a request waits for a sign of it,
 * and longer the more goes through. What comes drop by drop ends so, though each drop is a sign,
 * and what is large still goes over a slow line.
 *
 * @param patience for an exchange of nothing
 * @param bytesASecond slower ones are given up
 */
record Pace(Duration patience, long bytesASecond) {
  private static final long SLOWEST_BYTES_A_SECOND = 8 << 10;
  private static final int MILLIS_A_SECOND = 1000;

  /** One may be late of the connection, and one of the answer. */
  private static final int SIGNS = 2;

  static Pace of(ObjectStoreSettings settings) {
    return new Pace(settings.timeout().multipliedBy(SIGNS), SLOWEST_BYTES_A_SECOND);
  }

  Duration allowed(long bytes) {
    return patience.plusMillis(bytes * MILLIS_A_SECOND / bytesASecond);
  }

  Pace patient(int times) {
    return new Pace(patience.multipliedBy(times), bytesASecond);
  }
}
