package org.wavetrain.stage;

import java.time.Duration;

/** When a stage has last shown that its work goes on. */
final class LifeSigns {
  private volatile long lastNanos = System.nanoTime();

  /** To be called wherever the work comes by often. */
  void give() {
    lastNanos = System.nanoTime();
  }

  Duration sinceLast() {
    return Duration.ofNanos(System.nanoTime() - lastNanos);
  }
}
