package org.wavetrain.wav2vec2;

/**
 * Whether anything can be read from the scores of a model. One weight that is NaN or infinite makes
 * all of them NaN, of which the "highest" is the first: it would be heard as silence.
 */
public final class UsableScores {
  private UsableScores() {}

  /**
   * How many are not: NaN, or plus infinity. Minus infinity rules a symbol out.
   *
   * @param scores raw
   * @param offset index of the first one to look at
   * @param count how many to look at
   */
  public static int missing(float[] scores, int offset, int count) {
    int missing = 0;
    for (int index = offset; index < offset + count; index++) {
      if (!(scores[index] < Float.POSITIVE_INFINITY)) {
        missing++;
      }
    }
    return missing;
  }
}
