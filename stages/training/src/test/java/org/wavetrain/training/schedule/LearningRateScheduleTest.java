package org.wavetrain.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
  private static final Offset<Double> ROUNDING = within(1e-12);

  @Test
  void linearRisesToItsPeakAndFallsToNearZero() {
    LearningRateSchedule schedule = new LinearSchedule(1e-3, 200, 2400);

    assertThat(schedule.at(0)).isCloseTo(1e-3 / 200, ROUNDING);
    assertThat(schedule.at(199)).isCloseTo(1e-3, ROUNDING);
    assertThat(schedule.at(200)).isCloseTo(1e-3, ROUNDING);
    assertThat(schedule.at(1300)).isCloseTo(5e-4, ROUNDING);
    assertThat(schedule.at(2399)).isCloseTo(1e-3 / 2200, ROUNDING);
    assertThat(schedule.at(2400)).isZero();
  }

  @Test
  void aWarmupAsLongAsTheRunHasNoDecay() {
    LearningRateSchedule schedule = new LinearSchedule(1, 10, 10);

    assertThat(schedule.at(9)).isCloseTo(1, ROUNDING);
  }

  @Test
  void constantStaysAfterTheWarmup() {
    LearningRateSchedule schedule = new ConstantSchedule(0.1, 4);

    assertThat(schedule.at(1)).isCloseTo(0.05, ROUNDING);
    assertThat(schedule.at(1_000_000)).isCloseTo(0.1, ROUNDING);
    assertThat(new ConstantSchedule(0.1, 0).at(0)).isCloseTo(0.1, ROUNDING);
  }

  @Test
  void cosineIsHalfwayInTheMiddle() {
    LearningRateSchedule schedule = new CosineSchedule(1, 0.2, 10, 110);

    assertThat(schedule.at(10)).isCloseTo(1, ROUNDING);
    assertThat(schedule.at(60)).isCloseTo(0.6, ROUNDING);
    assertThat(schedule.at(110)).isCloseTo(0.2, ROUNDING);
  }

  @Test
  void polynomialOfPowerTwoFallsFasterThanLinear() {
    LearningRateSchedule schedule = new PolynomialSchedule(1, 0, 2, 0, 100);

    assertThat(schedule.at(50)).isCloseTo(0.25, ROUNDING);
    assertThat(schedule.at(100)).isZero();
  }

  @Test
  void triStageRisesHoldsAndDecaysAsFairseqDoes() {
    LearningRateSchedule schedule = new TriStageSchedule(1e-4, 100, 400, 500, 0.01, 0.05);

    assertThat(schedule.at(0)).isCloseTo(1e-6, ROUNDING);
    assertThat(schedule.at(100)).isCloseTo(1e-4, ROUNDING);
    assertThat(schedule.at(500)).isCloseTo(1e-4, ROUNDING);
    assertThat(schedule.at(750)).isCloseTo(1e-4 * Math.sqrt(0.05), ROUNDING);
    assertThat(schedule.at(1000)).isCloseTo(5e-6, ROUNDING);
    assertThat(schedule.at(5000)).isCloseTo(5e-6, ROUNDING);
  }
}
