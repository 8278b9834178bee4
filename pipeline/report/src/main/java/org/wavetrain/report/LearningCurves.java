package org.wavetrain.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wavetrain.tracking.MetricPoint;

/** Picks from a run's metrics those that show whether it learned, and makes charts of them. */
final class LearningCurves {
  /** More points than this do not show on a screen; neighbours are averaged to get there. */
  private static final int MOST_POINTS = 200;

  /** What is drawn, by the stage's kind; metrics that a run did not log are left out. */
  private static final List<ChartPlan> PLANS =
      List.of(
          new ChartPlan(
              "pretrain",
              "contrastive accuracy",
              true,
              List.of(
                  new Line("contrastive_accuracy", "training"),
                  new Line("validation_contrastive_accuracy", "validation"))),
          new ChartPlan(
              "pretrain",
              "code perplexity",
              false,
              List.of(
                  new Line("code_perplexity", "codes chosen"),
                  new Line("probability_perplexity", "probabilities"))),
          new ChartPlan("pretrain", "loss", false, List.of(new Line("loss", "training"))),
          new ChartPlan(
              "finetune",
              "loss",
              false,
              List.of(new Line("loss", "training"), new Line("validation_loss", "validation"))),
          new ChartPlan(
              "finetune",
              "error rates",
              true,
              List.of(
                  new Line("validation_wer", "validation WER"),
                  new Line("validation_cer", "validation CER"))),
          new ChartPlan(
              "classify",
              "loss",
              false,
              List.of(new Line("loss", "training"), new Line("validation_loss", "validation"))),
          new ChartPlan(
              "classify",
              "accuracy",
              true,
              List.of(new Line("validation_accuracy", "validation"))));

  private LearningCurves() {}

  private record ChartPlan(String kind, String title, boolean percent, List<Line> lines) {}

  private record Line(String metric, String label) {}

  /** Where the histories of one run's metrics come from. */
  interface Histories {
    List<MetricPoint> of(String metric);
  }

  static List<Part> charts(FinishedStage stage, Histories histories) {
    return PLANS.stream()
        .filter(plan -> plan.kind().equals(stage.key().stage()))
        .flatMap(plan -> chart(stage.name(), plan, histories).stream())
        .toList();
  }

  private static Optional<Part> chart(String stage, ChartPlan plan, Histories histories) {
    List<ChartData.Curve> curves =
        plan.lines().stream()
            .map(line -> ChartData.Curve.of(line.label(), histories.of(line.metric()), MOST_POINTS))
            .filter(curve -> !curve.points().isEmpty())
            .toList();
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    String summary =
        String.join("; ", curves.stream().map(curve -> summary(curve, plan.percent())).toList());
    ChartData data = new ChartData("step", plan.title(), plan.percent(), curves);
    return Optional.of(new Part.Chart(stage + ": " + plan.title(), summary, data.toScriptJson()));
  }

  private static String summary(ChartData.Curve curve, boolean percent) {
    ChartData.Point first = curve.points().get(0);
    ChartData.Point last = curve.points().get(curve.points().size() - 1);
    return String.format(
        Locale.ROOT,
        "%s: %s at step %s, %s at step %s",
        curve.label(),
        written(first.value(), percent),
        Wording.count(first.step()),
        written(last.value(), percent),
        Wording.count(last.step()));
  }

  private static String written(double value, boolean percent) {
    return percent ? Wording.percent(value) : Wording.figure(value);
  }
}
