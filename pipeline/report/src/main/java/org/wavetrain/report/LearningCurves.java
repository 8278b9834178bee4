package org.wavetrain.report;

import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import org.wavetrain.tracking.MetricPoint;

/** Picks from a run's metrics those that show whether it learned, and makes charts of them. */
final class LearningCurves {
  /** More points than this do not show on a screen; neighbours are averaged to get there. */
  private static final int MOST_POINTS = 200;

  private static final String CONTRASTIVE_ACCURACY = "contrastive accuracy";
  private static final String CHANCE = "chance";

  private static final List<Line> CTC_LOSS = trainingAndValidation("loss");

  /** What is drawn, by the stage's kind; metrics that a run did not log are left out. */
  private static final List<ChartPlan> PLANS =
      List.of(
          new ChartPlan("pretrain", CONTRASTIVE_ACCURACY, true, trainingAndValidation("accuracy")),
          new ChartPlan(
              "pretrain", "code perplexity", false, trainingAndValidation("code_perplexity")),
          new ChartPlan("pretrain", "loss", false, trainingAndValidation("loss")),
          new ChartPlan("finetune", "loss", false, CTC_LOSS),
          new ChartPlan(
              "finetune",
              "error rates",
              true,
              List.of(
                  new Line("validation_wer", "validation WER"),
                  new Line("validation_cer", "validation CER"))),
          new ChartPlan("classify", "loss", false, trainingAndValidation("loss")),
          new ChartPlan("classify", "accuracy", true, trainingAndValidation("accuracy")));

  private LearningCurves() {}

  private record ChartPlan(String kind, String title, boolean percent, List<Line> lines) {}

  private record Line(String metric, String label) {}

  private static List<Line> trainingAndValidation(String metric) {
    return List.of(new Line(metric, "training"), new Line("validation_" + metric, "validation"));
  }

  /** Where the histories of one run's metrics come from. */
  interface Histories {
    List<MetricPoint> of(String metric);
  }

  static List<Part> charts(FinishedStage stage, Histories histories) {
    return PLANS.stream()
        .filter(plan -> plan.kind().equals(stage.key().stage()))
        .map(plan -> plan.lines().equals(CTC_LOSS) ? lossOfExits(stage, plan) : plan)
        .flatMap(plan -> chart(stage, plan, histories).stream())
        .toList();
  }

  /**
   * With early exits, the training minimises the weighted sum of their losses, while the validation
   * tells the loss of the last one: that of the training beside it is on the same scale.
   */
  private static ChartPlan lossOfExits(FinishedStage stage, ChartPlan plan) {
    if (!(stage.parameters().get("exits") instanceof List<?> exits) || exits.size() < 2) {
      return plan;
    }
    Object last = exits.get(exits.size() - 1);
    return new ChartPlan(
        plan.kind(),
        plan.title(),
        plan.percent(),
        List.of(
            new Line("loss_layer_" + last, "training, last exit"),
            new Line("validation_loss", "validation, last exit"),
            new Line("loss", "training, all exits together")));
  }

  private static Optional<Part> chart(FinishedStage stage, ChartPlan plan, Histories histories) {
    List<ChartData.Curve> logged =
        plan.lines().stream()
            .map(line -> ChartData.Curve.of(line.label(), histories.of(line.metric()), MOST_POINTS))
            .filter(curve -> !curve.points().isEmpty())
            .toList();
    if (logged.isEmpty()) {
      return Optional.empty();
    }
    String summary =
        String.join("; ", logged.stream().map(curve -> summary(curve, plan.percent())).toList());
    List<ChartData.Curve> curves = new ArrayList<>(logged);
    if (plan.title().equals(CONTRASTIVE_ACCURACY)) {
      chance(stage, logged, histories).ifPresent(curves::add);
    }
    ChartData data = new ChartData("step", plan.title(), plan.percent(), curves);
    return Optional.of(
        new Part.Chart(stage.name() + ": " + plan.title(), summary, data.toScriptJson()));
  }

  /**
   * What guessing among the true frame and its distractors would reach: as it was logged, since
   * distractors that have the true code do not count; of runs that logged none, without regard to
   * that.
   */
  private static Optional<ChartData.Curve> chance(
      FinishedStage stage, List<ChartData.Curve> curves, Histories histories) {
    ChartData.Curve logged =
        ChartData.Curve.of(CHANCE, histories.of("chance_accuracy"), MOST_POINTS);
    if (!logged.points().isEmpty()) {
      return Optional.of(logged);
    }
    if (!(stage.parameters().get("negatives") instanceof Number negatives)) {
      return Optional.empty();
    }
    double chance = 1 / (1 + negatives.doubleValue());
    LongSummaryStatistics steps =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .mapToLong(point -> (long) point.across())
            .summaryStatistics();
    return Optional.of(
        new ChartData.Curve(
            CHANCE,
            List.of(
                new ChartData.Point(steps.getMin(), chance),
                new ChartData.Point(steps.getMax(), chance))));
  }

  private static String summary(ChartData.Curve curve, boolean percent) {
    ChartData.Point first = curve.points().get(0);
    ChartData.Point last = curve.points().get(curve.points().size() - 1);
    String end = at(last, percent);
    return curve.label() + ": " + (first.equals(last) ? end : at(first, percent) + ", " + end);
  }

  private static String at(ChartData.Point point, boolean percent) {
    return written(point.value(), percent) + " at step " + Wording.count((long) point.across());
  }

  private static String written(double value, boolean percent) {
    return percent ? Wording.percent(value) : Wording.figure(value);
  }
}
