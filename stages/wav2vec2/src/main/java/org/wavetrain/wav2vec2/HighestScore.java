package org.wavetrain.wav2vec2;

/** Which symbol or class a model thinks likeliest. */
public final class HighestScore {
  private HighestScore() {}

  /**
   * The index, counted from {@code offset}, of the highest of {@code count} scores; of equal ones
   * the first. A score that is no number is passed over, unless it is the first.
   */
  public static int of(float[] scores, int offset, int count) {
    int best = 0;
    for (int index = 1; index < count; index++) {
      if (scores[offset + index] > scores[offset + best]) {
        best = index;
      }
    }
    return best;
  }
}
