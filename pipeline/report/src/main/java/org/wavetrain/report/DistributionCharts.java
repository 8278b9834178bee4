package org.wavetrain.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wavetrain.report.CorpusFigures.Ranked;

/** Draws how durations, levels and the like are spread over the recordings of a corpus. */
final class DistributionCharts {
  private static final int BINS = 30;

  private DistributionCharts() {}

  /**
   * @param champion the corpus that is drawn beside it
   */
  static List<Part> of(CorpusFigures own, Optional<CorpusFigures> champion) {
    List<Part> charts = new ArrayList<>();
    for (CorpusMeasure measure : CorpusMeasure.ALL) {
      Optional<Ranked> here = own.ranked(measure.name());
      if (here.isPresent()) {
        charts.add(
            chart(measure, here.get(), champion.flatMap(other -> other.ranked(measure.name()))));
      }
    }
    return charts;
  }

  private static Part chart(CorpusMeasure measure, Ranked own, Optional<Ranked> champion) {
    double low = Math.min(first(own), champion.map(DistributionCharts::first).orElse(first(own)));
    double high = Math.max(last(own), champion.map(DistributionCharts::last).orElse(last(own)));
    double width = high > low ? (high - low) / BINS : 1;
    List<ChartData.Curve> curves = new ArrayList<>();
    curves.add(new ChartData.Curve("this corpus", shares(own, low, width)));
    String summary = summary(measure, own);
    if (champion.isPresent()) {
      curves.add(new ChartData.Curve("the champion's", shares(champion.get(), low, width)));
      summary += "; the champion's: " + summary(measure, champion.get());
    }
    ChartData data =
        new ChartData(
            measure.title().toLowerCase(Locale.ROOT) + " (" + measure.unit() + ")",
            "share of recordings",
            true,
            curves);
    return new Part.Chart(measure.title(), summary, data.toScriptJson());
  }

  private static List<ChartData.Point> shares(Ranked ranked, double low, double width) {
    double[] counts = new double[BINS];
    for (double value : ranked.values()) {
      counts[Math.max(0, Math.min(BINS - 1, (int) ((value - low) / width)))]++;
    }
    List<ChartData.Point> points = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      double middle = Math.round((low + (bin + 0.5) * width) * 1000) / 1000.0;
      points.add(new ChartData.Point(middle, counts[bin] / ranked.values().length));
    }
    return points;
  }

  private static String summary(CorpusMeasure measure, Ranked ranked) {
    double[] values = ranked.values();
    return "%s recordings, 5th percentile %s, median %s, 95th percentile %s %s"
        .formatted(
            Wording.count(ranked.count()),
            Wording.figure(values[(int) Math.round(0.05 * (values.length - 1))]),
            Wording.figure(ranked.median()),
            Wording.figure(values[(int) Math.round(0.95 * (values.length - 1))]),
            measure.unit());
  }

  private static double first(Ranked ranked) {
    return ranked.values()[0];
  }

  private static double last(Ranked ranked) {
    return ranked.values()[ranked.values().length - 1];
  }
}
