package org.wavetrain.recognition;

import org.wavetrain.audio.SampleConsumer;
import org.wavetrain.failure.UserFailure;

/** Sound that can be read from its beginning as often as it is needed. */
@FunctionalInterface
public interface Recording {
  /**
   * Hands over all samples in order.
   *
   * @throws UserFailure when it cannot be read
   */
  void read(SampleConsumer consumer);

  /** What people call it, as a sentence begins with it. */
  default String name() {
    return "The recording";
  }

  /**
   * Sound that is in memory.
   *
   * @param samples 16 kHz mono, full scale 1
   */
  static Recording of(float[] samples) {
    return consumer -> consumer.accept(samples, samples.length);
  }
}
