package org.wavetrain.evaluate;

import java.util.Arrays;

/** A range that a figure lies in with some confidence. */
record Interval(double low, double high) {
  private static final double TAIL = 0.025;

  /** The middle 95 % of some values, interpolated between neighbours; sorts them. */
  static Interval middle(double[] values) {
    Arrays.sort(values);
    return new Interval(quantile(values, TAIL), quantile(values, 1 - TAIL));
  }

  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
