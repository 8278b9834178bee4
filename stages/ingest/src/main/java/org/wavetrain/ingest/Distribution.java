package org.wavetrain.ingest;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A few figures of many values.
 *
 * @param sum of all, for what adds up as durations do; decibels and shares do not
 */
record Distribution(
    double minimum,
    double fifthPercentile,
    double median,
    double ninetyFifthPercentile,
    double maximum,
    double mean,
    OptionalDouble sum) {

  static Distribution of(List<Double> values) {
    return of(values, OptionalDouble.empty());
  }

  static Distribution withSum(List<Double> values) {
    return of(values, OptionalDouble.of(sum(sorted(values))));
  }

  private static Distribution of(List<Double> values, OptionalDouble sum) {
    if (values.isEmpty()) {
      return new Distribution(0, 0, 0, 0, 0, 0, sum);
    }
    double[] sorted = sorted(values);
    return new Distribution(
        sorted[0],
        quantile(sorted, 0.05),
        quantile(sorted, 0.5),
        quantile(sorted, 0.95),
        sorted[sorted.length - 1],
        sum(sorted) / sorted.length,
        sum);
  }

  private static double[] sorted(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
