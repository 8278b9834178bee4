package org.wavetrain.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntegerAccuracyTest {
  @Test
  void aboutHalfAPointEitherWayIsTolerated() {
    assertThat(new IntegerAccuracy(10, 1000, 0.25, 0.2549).tolerable()).isTrue();
    assertThat(new IntegerAccuracy(10, 1000, 0.25, 0.256).tolerable()).isFalse();
    assertThat(new IntegerAccuracy(10, 1000, 0.25, 0.2451).tolerable()).isTrue();
    assertThat(new IntegerAccuracy(10, 1000, 0.25, 0.10).tolerable()).isFalse();
  }

  @Test
  void theFileGivesBothRatesAndTheirDifference() {
    assertThat(new IntegerAccuracy(10, 1000, 0.25, 0.375).toJson())
        .contains(
            "\"utterances\": 10",
            "\"words\": 1000",
            "\"wer\": 0.25",
            "\"int8_wer\": 0.375",
            "\"difference_points\": 12.5",
            "\"tolerance_points\": 0.5");
  }
}
