package org.wavetrain.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class ConvergenceWatchTest {
  @Test
  void aSoundRunPassesWithoutAWarning() {
    List<TrainingWarning> warnings =
        watch(2400, step -> 30 / Math.sqrt(step) * (1 + 0.3 * Math.sin(step)), step -> 2);

    assertThat(warnings).isEmpty();
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a loss that jumps",
      outcome = "a warning that names the utterances of the batch")
  void aSpikeNamesTheUtterancesOfItsBatch() {
    List<TrainingWarning> warnings =
        watch(400, step -> step == 300 ? 90 : 3 + 0.1 * Math.sin(step) - step / 1000.0, step -> 2);

    assertThat(warnings).extracting(TrainingWarning::name).containsExactly("loss_spike");
    assertThat(warnings.get(0).step()).isEqualTo(300);
    assertThat(warnings.get(0).sentence()).contains("utterance-300", "90.000");
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a loss that does not fall",
      outcome = "a warning, once")
  void aLossThatStaysWhereItWasAfterWarmupIsNamedOnce() {
    List<TrainingWarning> warnings = watch(2400, step -> 2.9, step -> 1);

    assertThat(warnings).extracting(TrainingWarning::name).containsExactly("loss_plateau");
    assertThat(warnings.get(0).sentence()).contains("2.900");
    assertThat(warnings.get(0).remedy()).contains("learning rate");
  }

  @Test
  void aPlateauIsNoticedThoughTheLastUpdateOfTheWarmupWasSkipped() {
    ConvergenceWatch watch = new ConvergenceWatch(200, 2400, WatchState.START);
    List<TrainingWarning> warnings = new ArrayList<>();
    for (long step = 1; step <= 2400; step++) {
      if (step != 200) {
        warnings.addAll(watch.observe(step, 2.9, 1, List.of("utterance-" + step)));
      }
    }

    assertThat(warnings).extracting(TrainingWarning::name).containsExactly("loss_plateau");
  }

  @Test
  void aTrainingOfAMillionUpdatesHasSomethingToShowAfterTwoThousand() {
    ConvergenceWatch watch = new ConvergenceWatch(200, 1_000_000, WatchState.START);

    assertThat(watch.wellUnderWay(2199)).isFalse();
    assertThat(watch.wellUnderWay(2200)).isTrue();
  }

  @Test
  void aPlateauOfAMillionUpdatesIsNamedAfterTenThousand() {
    ConvergenceWatch watch = new ConvergenceWatch(200, 1_000_000, WatchState.START);
    List<TrainingWarning> warnings = new ArrayList<>();
    for (long step = 1; step <= 12_000; step++) {
      warnings.addAll(watch.observe(step, 2.9, 1, List.of("utterance-" + step)));
    }

    assertThat(warnings).extracting(TrainingWarning::step).containsExactly(10_200L);
  }

  @Test
  void aPlateauIsNoticedThoughTheWarmupIsShorterThanTheFirstDescent() {
    ConvergenceWatch watch = new ConvergenceWatch(20, 600, WatchState.START);
    List<TrainingWarning> warnings = new ArrayList<>();
    for (long step = 1; step <= 600; step++) {
      double loss = 3 + 5.1 * Math.exp(-step / 8.0) + 0.1 * Math.sin(step);
      warnings.addAll(watch.observe(step, loss, 1, List.of("utterance-" + step)));
    }

    assertThat(warnings).extracting(TrainingWarning::name).containsExactly("loss_plateau");
    assertThat(warnings.get(0).step()).isEqualTo(350);
  }

  @Test
  void aJumpOfALossThatIsNearlyNothingIsNoSpike() {
    List<TrainingWarning> warnings =
        watch(
            1300, step -> 7.4 * Math.exp(-step / 80.0) + (step == 1111 ? 0.574 : 0.03), step -> 1);

    assertThat(warnings).isEmpty();
  }

  @Test
  @Fault(area = FaultArea.NUMBERS, injected = "gradients that grow and grow", outcome = "a warning")
  void aGrowingGradientNormIsNamed() {
    List<TrainingWarning> warnings =
        watch(400, step -> 3 - step / 1000.0, step -> step < 300 ? 1 : Math.pow(1.5, step - 300));

    assertThat(warnings).extracting(TrainingWarning::name).containsExactly("gradient_norm_growing");
  }

  private static List<TrainingWarning> watch(
      long steps, LongToDoubleFunction loss, LongToDoubleFunction gradientNorm) {
    ConvergenceWatch watch = new ConvergenceWatch(200, steps, WatchState.START);
    List<TrainingWarning> warnings = new ArrayList<>();
    for (long step = 1; step <= steps; step++) {
      warnings.addAll(
          watch.observe(
              step,
              loss.applyAsDouble(step),
              gradientNorm.applyAsDouble(step),
              List.of("utterance-" + step)));
    }
    return warnings;
  }
}
