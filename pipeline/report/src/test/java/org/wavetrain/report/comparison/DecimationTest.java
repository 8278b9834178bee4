package org.wavetrain.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecimationTest {
  private static List<CurvePoint> curve(int points, int peak) {
    return IntStream.range(0, points)
        .mapToObj(step -> new CurvePoint(step, step / 100.0, step == peak ? 99 : 1.0 / (step + 1)))
        .toList();
  }

  @Test
  void aPeakOfOneStepStays() {
    List<CurvePoint> thinned = Decimation.of(curve(10_000, 7321), 200);

    assertThat(thinned).hasSizeBetween(100, 200).contains(new CurvePoint(7321, 73.21, 99));
  }

  @Test
  void theEndsStayAndTheOrderToo() {
    List<CurvePoint> points = curve(10_000, 0);
    List<CurvePoint> thinned = Decimation.of(points, 100);

    assertThat(thinned.get(0)).isEqualTo(points.get(0));
    assertThat(thinned.get(thinned.size() - 1)).isEqualTo(points.get(9_999));
    assertThat(thinned).extracting(CurvePoint::step).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aShortCurveIsAsItWas() {
    List<CurvePoint> points = curve(50, 3);

    assertThat(Decimation.of(points, 50)).isEqualTo(points);
  }
}
