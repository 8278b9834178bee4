package org.wavetrain.audio;

/** Takes the samples of a recording in order, piece by piece. */
@FunctionalInterface
public interface SampleConsumer {
  /**
   * @param samples 16 kHz mono, full scale 1; used again for the next piece
   * @param count how many of them are meant, from the first
   */
  void accept(float[] samples, int count);
}
