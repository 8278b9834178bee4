package org.wavetrain.report.comparison;

import java.util.ArrayList;
import java.util.List;

/**
 * Thins out a curve such that it looks the same: of each stretch of steps, the lowest and the
 * highest value stay, so that a peak of a single step is still seen.
 */
final class Decimation {
  private Decimation() {}

  /**
   * At most about so many points, in their order; the first and the last are among them.
   *
   * @param points by ascending step
   * @param most at least 4
   */
  static List<CurvePoint> of(List<CurvePoint> points, int most) {
    if (points.size() <= most) {
      return points;
    }
    int stretches = (most - 2) / 2;
    long first = points.get(0).step();
    double width = (double) (points.get(points.size() - 1).step() - first + 1) / stretches;
    List<CurvePoint> kept = new ArrayList<>(most);
    kept.add(points.get(0));
    int from = 1;
    int end = points.size() - 1;
    for (int stretch = 1; stretch <= stretches && from < end; stretch++) {
      double border = first + stretch * width;
      int low = from;
      int high = from;
      int to = from;
      for (; to < end && points.get(to).step() < border; to++) {
        low = points.get(to).value() < points.get(low).value() ? to : low;
        high = points.get(to).value() > points.get(high).value() ? to : high;
      }
      if (to > from) {
        kept.add(points.get(Math.min(low, high)));
        if (low != high) {
          kept.add(points.get(Math.max(low, high)));
        }
      }
      from = to;
    }
    kept.add(points.get(end));
    return kept;
  }
}
