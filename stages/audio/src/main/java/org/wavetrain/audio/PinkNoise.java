package org.wavetrain.audio;

import java.util.SplittableRandom;

/**
 * Noise whose power falls by 3 dB an octave, by the Voss-McCartney method: a sum of random values
 * that are drawn anew every 1, 2, 4, … samples.
 */
final class PinkNoise {
  private static final int ROWS = 12;

  private PinkNoise() {}

  static float[] of(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] rows = new double[ROWS];
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      rows[row] = 2 * random.nextDouble() - 1;
      sum += rows[row];
    }
    float[] noise = new float[length];
    for (int i = 0; i < length; i++) {
      int row = Math.min(Integer.numberOfTrailingZeros(i + 1), ROWS - 1);
      double drawn = 2 * random.nextDouble() - 1;
      sum += drawn - rows[row];
      rows[row] = drawn;
      noise[i] = (float) (sum + 2 * random.nextDouble() - 1);
    }
    return noise;
  }
}
