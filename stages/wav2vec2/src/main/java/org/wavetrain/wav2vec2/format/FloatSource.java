package org.wavetrain.wav2vec2.format;

import java.nio.FloatBuffer;

/** Floats that are given piece by piece, wherever they are. */
@FunctionalInterface
public interface FloatSource {
  /**
   * Fills a buffer up to its limit.
   *
   * @param offset the first element that is wanted
   */
  void read(int offset, FloatBuffer destination);
}
