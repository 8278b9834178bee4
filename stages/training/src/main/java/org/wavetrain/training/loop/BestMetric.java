package org.wavetrain.training.loop;

/**
 * A metric and which way is up.
 *
 * @param name the metric
 * @param lowerIsBetter whether a lower value is better
 */
public record BestMetric(String name, boolean lowerIsBetter) {
  /** Whether {@code value} is strictly better than {@code other}; NaN is worse than any number. */
  public boolean better(double value, double other) {
    if (Double.isNaN(value) || Double.isNaN(other)) {
      return !Double.isNaN(value);
    }
    return lowerIsBetter ? value < other : value > other;
  }

  /** For example {@code validation_wer, lower is better}. */
  @Override
  public String toString() {
    return name + (lowerIsBetter ? ", lower is better" : ", higher is better");
  }
}
