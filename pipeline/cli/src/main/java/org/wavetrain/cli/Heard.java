package org.wavetrain.cli;

import java.time.Duration;

/**
 * What became of a recording.
 *
 * @param length of it
 * @param elapsed what it took, decoding included
 */
record Heard<T>(SoundInput input, T result, Duration length, Duration elapsed) {
  /** Seconds that it took for each second of sound. */
  double realTimeFactor() {
    return elapsed.toNanos() / (double) length.toNanos();
  }
}
