package org.wavetrain.faults;

import java.io.InterruptedIOException;
import java.time.Duration;

/** Stands still for a time. */
final class Pause {
  private Pause() {}

  static void of(Duration length) throws InterruptedIOException {
    try {
      Thread.sleep(length.toMillis());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
