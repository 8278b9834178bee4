package org.wavetrain.report;

import java.util.List;
import java.util.function.Function;
import org.wavetrain.report.Part.Chart;
import org.wavetrain.tracking.MetricPoint;

/**
 * Curves of what a stage has logged, over its steps.
 *
 * @param summary in words where the curves begin and end
 * @param json what the script of the pages draws, safe inside a script element
 */
public record StageChart(String title, String summary, String json) {
  /**
   * Those that show whether a stage learned; none of a stage that does not.
   *
   * @param histories all values of a metric, by its name
   */
  public static List<StageChart> of(
      FinishedStage stage, Function<String, List<MetricPoint>> histories) {
    return LearningCurves.charts(stage, histories::apply).stream()
        .filter(Chart.class::isInstance)
        .map(Chart.class::cast)
        .map(chart -> new StageChart(chart.title(), chart.summary(), chart.json()))
        .toList();
  }
}
