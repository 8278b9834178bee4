package org.wavetrain.ingest;

import java.util.List;

/**
 * A few figures of many values.
 *
 * @param sum of all, for what adds up
 */
record Distribution(
    double minimum,
    double fifthPercentile,
    double median,
    double ninetyFifthPercentile,
    double maximum,
    double mean,
    double sum) {

  static Distribution of(List<Double> values) {
    if (values.isEmpty()) {
      return new Distribution(0, 0, 0, 0, 0, 0, 0);
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double sum = 0;
    for (double value : sorted) {
      sum += value;
    }
    return new Distribution(
        sorted[0],
        quantile(sorted, 0.05),
        quantile(sorted, 0.5),
        quantile(sorted, 0.95),
        sorted[sorted.length - 1],
        sum / sorted.length,
        sum);
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
