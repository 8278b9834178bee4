package org.wavetrain.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.Metric;

final class MetricHistoryTest {
  @Test
  void theValueThatWasLoggedLastForAStepCounts() {
    MetricHistory history =
        MetricHistory.of("loss", List.of(metric(2, 0.5, 30), metric(1, 2, 40), metric(1, 1, 20)));

    assertThat(history.points()).extracting(MetricPoint::step).containsExactly(1L, 2L);
    assertThat(history.points()).extracting(MetricPoint::value).containsExactly(2.0, 0.5);
    assertThat(history.last().map(MetricPoint::value)).contains(0.5);
  }

  @Test
  void theLargestNumberStandsForInfinity() {
    MetricHistory history =
        MetricHistory.of(
            "loss", List.of(metric(0, Double.MAX_VALUE, 1), metric(1, -Double.MAX_VALUE, 2)));

    assertThat(history.points())
        .extracting(MetricPoint::value)
        .containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  @Test
  void aHistoryMayBeEmpty() {
    assertThat(MetricHistory.of("loss", List.of()).last()).isEmpty();
  }

  private static Metric metric(long step, double value, long timestamp) {
    return Metric.newBuilder()
        .setKey("loss")
        .setStep(step)
        .setValue(value)
        .setTimestamp(timestamp)
        .build();
  }
}
