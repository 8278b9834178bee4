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
  /**
   * With fewer utterances nothing is said: where a handful agree, every draw of them does, and the
   * interval has no width however little they tell.
   */
  public static final int FEWEST_UTTERANCES = 20;

  /** The second model's figure less the first's. */
  public double value() {
    return second - first;
  }

  /** Whether there are fewer utterances than {@value #FEWEST_UTTERANCES}. */
  public boolean isOfTooFew() {
    return utterances < FEWEST_UTTERANCES;
  }

  /**
   * Whether the interval leaves out 0, so that chance alone hardly explains the difference; never
   * so for too few utterances.
   */
  public boolean isReal() {
    return !isOfTooFew() && (low > 0 || high < 0);
  }
}
