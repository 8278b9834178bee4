package org.wavetrain.wav2vec2.format;

import java.nio.FloatBuffer;

/** What takes floats piece by piece. */
@FunctionalInterface
public interface FloatSink {
  /**
   * Takes a buffer's elements up to its limit.
   *
   * @param offset where the first of them belongs
   */
  void write(int offset, FloatBuffer source);
}
