package org.wavetrain.wav2vec2.layer;

import java.util.Arrays;

/**
 * A tensor that training changes.
 *
 * @param name its name in Hugging Face's checkpoints
 * @param shape its shape there
 * @param start what its first values are drawn from
 */
public record Parameter(String name, long[] shape, Distribution start) {
  /** Number of elements. */
  public long length() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }
}
