package org.wavetrain.training.loop;

import java.time.Duration;

/**
 * How much longer a training takes if it goes on as it went since this process began, evaluations
 * and checkpoints included.
 *
 * @param startedNanos when it began, of {@link System#nanoTime}
 * @param startedStep updates that were done then
 */
record TimeLeft(long startedNanos, long startedStep) {
  /**
   * @param step updates done, more than at the start
   * @param total updates in all
   */
  Duration at(long nowNanos, long step, long total) {
    double each = (nowNanos - startedNanos) / (double) (step - startedStep);
    return Duration.ofNanos(Math.round(each * (total - step)));
  }

  /** For example {@code 40 s}, {@code 12 min} or {@code 3 h 05 min}. */
  static String written(Duration left) {
    if (left.compareTo(Duration.ofMinutes(2)) < 0) {
      return left.toSeconds() + " s";
    }
    return left.compareTo(Duration.ofHours(2)) < 0
        ? left.toMinutes() + " min"
        : "%d h %02d min".formatted(left.toHours(), left.toMinutesPart());
  }
}
