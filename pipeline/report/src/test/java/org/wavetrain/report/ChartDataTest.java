package org.wavetrain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wavetrain.tracking.MetricPoint;

class ChartDataTest {
  @Test
  void neighboursAreAveragedUntilFewEnoughRemain() {
    List<MetricPoint> history =
        LongStream.range(0, 10).mapToObj(step -> point(step, (double) step)).toList();
    assertThat(ChartData.Curve.of("loss", history, 4).points())
        .containsExactly(
            new ChartData.Point(2, 1),
            new ChartData.Point(5, 4),
            new ChartData.Point(8, 7),
            new ChartData.Point(9, 9));
  }

  @Test
  void whatCannotBeDrawnIsLeftOut() {
    List<MetricPoint> history =
        List.of(point(1, Double.NaN), point(2, 0.5), point(3, Double.POSITIVE_INFINITY));
    assertThat(ChartData.Curve.of("loss", history, 4).points())
        .containsExactly(new ChartData.Point(2, 0.5));
  }

  private static MetricPoint point(long step, double value) {
    return new MetricPoint(step, value, Instant.EPOCH);
  }
}
