package org.wavetrain.ingest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a distribution: all values, sorted, or as many at even ranks. Histograms are drawn
 * of it and distances measured, to a five-hundredth of the recordings.
 *
 * @param count how many values there were
 * @param values from the smallest to the largest, with four digits
 */
record RankedValues(int count, List<Double> values) {
  private static final int MOST = 501;
  private static final MathContext DIGITS = new MathContext(4);

  static RankedValues of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int kept = Math.min(MOST, sorted.length);
    List<Double> ranked = new ArrayList<>(kept);
    for (int index = 0; index < kept; index++) {
      int rank = kept == 1 ? 0 : (int) Math.round(index * (sorted.length - 1.0) / (kept - 1));
      ranked.add(new BigDecimal(sorted[rank]).round(DIGITS).doubleValue());
    }
    return new RankedValues(sorted.length, ranked);
  }
}
