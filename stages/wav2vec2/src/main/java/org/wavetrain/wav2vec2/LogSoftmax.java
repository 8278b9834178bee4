package org.wavetrain.wav2vec2;

/** Logarithms of probabilities from scores. */
public final class LogSoftmax {
  private LogSoftmax() {}

  /**
   * Turns {@code length} scores into logarithms of probabilities and returns that of {@code of}.
   */
  public static double inPlace(double[] scores, int start, int length, int of) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int index = start; index < start + length; index++) {
      highest = Math.max(highest, scores[index]);
    }
    double sum = 0;
    for (int index = start; index < start + length; index++) {
      sum += Math.exp(scores[index] - highest);
    }
    double shift = highest + Math.log(sum);
    for (int index = start; index < start + length; index++) {
      scores[index] -= shift;
    }
    return scores[start + of];
  }
}
