package org.wavetrain.evaluation;

/**
 * How far two models are apart in one figure, on the same utterances.
 *
 * @param first the first model's figure
 * @param second the second model's figure
 * @param low the difference, second less first, is at least this with the confidence
 * @param high the difference is at most this with the confidence
 * @param utterances how many both were measured on
 */
public record Difference(double first, double second, double low, double high, int utterances) {
  /** The second model's figure less the first's. */
  public double value() {
    return second - first;
  }

  /** Whether the interval leaves out 0, so that chance alone hardly explains the difference. */
  public boolean isReal() {
    return low > 0 || high < 0;
  }
}
