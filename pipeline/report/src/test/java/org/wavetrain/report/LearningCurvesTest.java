package org.wavetrain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.tracking.MetricPoint;

class LearningCurvesTest {
  private static final LearningCurves.Histories ACCURACY_ONLY =
      metric ->
          metric.equals("accuracy")
              ? List.of(
                  new MetricPoint(1, 0.02, Instant.EPOCH), new MetricPoint(9, 0.5, Instant.EPOCH))
              : List.of();

  @Test
  void metricsThatWereNotLoggedHaveNoChart() {
    assertThat(LearningCurves.charts(stage("classify"), ACCURACY_ONLY)).hasSize(1);
    assertThat(LearningCurves.charts(stage("export"), ACCURACY_ONLY)).isEmpty();
  }

  @Test
  void contrastiveAccuracyIsShownBesideChance() {
    Part.Chart chart = (Part.Chart) LearningCurves.charts(stage("pretrain"), ACCURACY_ONLY).get(0);
    assertThat(chart.title()).isEqualTo("warm-up: contrastive accuracy");
    assertThat(chart.summary())
        .isEqualTo("training: 2.00\u00a0% at step 1, 50.00\u00a0% at step 9");
    assertThat(chart.json()).contains("{\"label\":\"chance\",\"points\":[[1,0.01],[9,0.01]]}");
  }

  @Test
  void chanceIsThatOfTheDistractorsWhereItWasLogged() {
    LearningCurves.Histories histories =
        metric ->
            metric.equals("chance_accuracy")
                ? List.of(new MetricPoint(3, 0.25, Instant.EPOCH))
                : ACCURACY_ONLY.of(metric);
    Part.Chart chart = (Part.Chart) LearningCurves.charts(stage("pretrain"), histories).get(0);
    assertThat(chart.json()).contains("{\"label\":\"chance\",\"points\":[[3,0.25]]}");
  }

  @Test
  void withEarlyExitsLossesAreBesideEachOtherOnlyWhereTheyAreOfTheSameExit() {
    LearningCurves.Histories histories =
        metric ->
            switch (metric) {
              case "loss" -> losses(9, 3);
              case "loss_layer_4" -> losses(4, 1);
              case "validation_loss" -> losses(5, 2);
              default -> List.of();
            };
    Part.Chart chart =
        (Part.Chart)
            LearningCurves.charts(stage("finetune", Map.of("exits", List.of(2L, 4L))), histories)
                .get(0);
    assertThat(chart.summary())
        .isEqualTo(
            "training, last exit: 4 at step 1, 1 at step 9;"
                + " validation, last exit: 5 at step 1, 2 at step 9;"
                + " training, all exits together: 9 at step 1, 3 at step 9");
  }

  private static List<MetricPoint> losses(double first, double last) {
    return List.of(
        new MetricPoint(1, first, Instant.EPOCH), new MetricPoint(9, last, Instant.EPOCH));
  }

  private static FinishedStage stage(String kind) {
    return stage(kind, Map.of("negatives", 99L));
  }

  private static FinishedStage stage(String kind, Map<String, ?> parameters) {
    return new FinishedStage(
        "warm-up",
        new ArtifactKey(kind, new Sha256("0".repeat(64))),
        false,
        Duration.ZERO,
        parameters,
        List.of());
  }
}
