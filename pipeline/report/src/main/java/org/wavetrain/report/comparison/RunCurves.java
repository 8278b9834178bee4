package org.wavetrain.report.comparison;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.tracking.MetricPoint;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/**
 * The learning curves of one metric, of all runs that logged it.
 *
 * @param title the stage and the metric in words
 * @param percent whether values are shares of one
 */
record RunCurves(String title, boolean percent, List<Series> series) {
  /** What shows whether a model learned, what tells most first. */
  private static final List<Plan> PLANS =
      List.of(
          new Plan("finetune", "validation_wer", "validation WER", true),
          new Plan("finetune", "validation_cer", "validation CER", true),
          new Plan("finetune", "loss", "loss", false),
          new Plan("finetune", "validation_loss", "validation loss", false),
          new Plan("classify", "validation_accuracy", "validation accuracy", true),
          new Plan("classify", "accuracy", "accuracy", true),
          new Plan("classify", "loss", "loss", false),
          new Plan("classify", "validation_loss", "validation loss", false),
          new Plan("pretrain", "accuracy", "contrastive accuracy", true),
          new Plan("pretrain", "validation_accuracy", "validation contrastive accuracy", true),
          new Plan("pretrain", "code_perplexity", "code perplexity", false),
          new Plan("pretrain", "loss", "loss", false),
          new Plan("pretrain", "validation_loss", "validation loss", false),
          new Plan("finetune", "gradient_norm", "gradient norm", false),
          new Plan("finetune", "learning_rate", "learning rate", false));

  /** Of all curves together: so many can be drawn at once and sent in a page. */
  private static final int MOST_POINTS = 200_000;

  private static final int MOST_OF_ONE = 1000;
  private static final int FEWEST_OF_ONE = 100;
  private static final double MILLISECONDS_OF_AN_HOUR = Duration.ofHours(1).toMillis();

  RunCurves {
    series = List.copyOf(series);
  }

  private record Plan(String kind, String metric, String title, boolean percent) {}

  /**
   * One curve.
   *
   * @param runs the indices of the runs that it is of: several where one found the artifact of
   *     another
   */
  record Series(List<Integer> runs, List<CurvePoint> points) {
    Series {
      runs = List.copyOf(runs);
      points = List.copyOf(points);
    }
  }

  private record Logged(TrackedStage stage, String metric) {}

  private record Chart(String stage, Plan plan) {}

  /** Reads the curves, several at a time. */
  static List<RunCurves> read(List<RunResults> runs, Tracking tracking) throws IOException {
    Map<Chart, Map<String, List<Integer>>> charts = new LinkedHashMap<>();
    Map<String, Logged> logged = new TreeMap<>();
    for (Plan plan : PLANS) {
      for (int run = 0; run < runs.size(); run++) {
        for (TrackedStage stage : runs.get(run).stages()) {
          if (stage.kind().equals(plan.kind()) && stage.metrics().containsKey(plan.metric())) {
            String id = stage.run().id() + "/" + plan.metric();
            logged.put(id, new Logged(stage, plan.metric()));
            charts
                .computeIfAbsent(new Chart(stage.stage(), plan), chart -> new LinkedHashMap<>())
                .computeIfAbsent(id, curve -> new ArrayList<>())
                .add(run);
          }
        }
      }
    }
    int most = Math.max(FEWEST_OF_ONE, MOST_POINTS / Math.max(1, logged.size()));
    Map<String, List<CurvePoint>> read =
        SideBySide.of(
            logged.keySet().stream(),
            id -> points(logged.get(id), tracking, Math.min(MOST_OF_ONE, most)));
    List<RunCurves> curves = new ArrayList<>();
    charts.forEach(
        (chart, ofRuns) -> {
          List<Series> series = new ArrayList<>();
          ofRuns.forEach((id, indices) -> series.add(new Series(indices, read.get(id))));
          series.removeIf(curve -> curve.points().isEmpty());
          if (!series.isEmpty()) {
            curves.add(
                new RunCurves(
                    chart.stage() + ": " + chart.plan().title(), chart.plan().percent(), series));
          }
        });
    return curves;
  }

  private static List<CurvePoint> points(Logged logged, Tracking tracking, int most) {
    RunSummary run = logged.stage().run();
    List<CurvePoint> points = new ArrayList<>();
    for (MetricPoint point : tracking.history(run.id(), logged.metric()).points()) {
      if (Double.isFinite(point.value())) {
        double hours = run.workedUntil(point.logged()).toMillis() / MILLISECONDS_OF_AN_HOUR;
        points.add(new CurvePoint(point.step(), hours, point.value()));
      }
    }
    return Decimation.of(points, most);
  }
}
