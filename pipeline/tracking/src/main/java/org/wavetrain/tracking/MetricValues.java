package org.wavetrain.tracking;

/** MLflow's SQL stores keep an infinity as the largest finite number and answer with that. */
final class MetricValues {
  private MetricValues() {}

  static double received(double value) {
    if (value == Double.MAX_VALUE) {
      return Double.POSITIVE_INFINITY;
    }
    return value == -Double.MAX_VALUE ? Double.NEGATIVE_INFINITY : value;
  }
}
