package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.definition.SmallPipeline.SOUND;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.definition.Gates.Bound;
import org.wavetrain.definition.Gates.NoWorse;
import org.wavetrain.definition.Gates.Side;

class GatesSectionTest {
  @TempDir private Path folder;

  private Gates gates(String text) throws Exception {
    return new SmallPipeline(folder)
        .read(SOUND.replace("metric: wer}", "metric: wer, gates: " + text + "}"))
        .registration()
        .orElseThrow()
        .gates();
  }

  @Test
  void everyGateIsReadWithItsUnit() throws Exception {
    assertThat(
            gates(
                "{max_wer: 0.2, min_accuracy: 0.9, max_wer_sex_F: 0.3, min_utterances: 400,"
                    + " no_worse: {margin: 0.01, confidence: 0.9, slices: [sex]},"
                    + " test_set: 3f9c2d1ab04e, max_parity_difference: 1e-5, max_size: 1Gi,"
                    + " max_real_time_factor: 0.5}"))
        .isEqualTo(
            new Gates(
                List.of(
                    new Bound("wer", 0.2, Side.MAX),
                    new Bound("accuracy", 0.9, Side.MIN),
                    new Bound("wer_sex_F", 0.3, Side.MAX),
                    new Bound("utterances", 400, Side.MIN)),
                Optional.of(new NoWorse(0.01, 0.9, List.of("sex"))),
                Optional.of("3f9c2d1ab04e"),
                Optional.of(1e-5),
                Optional.of(1024L),
                Optional.of(0.5)));
  }

  @Test
  void anErrorRateMayBeAboveOne() throws Exception {
    assertThat(gates("{max_wer: 1.2}").bounds()).containsExactly(new Bound("wer", 1.2, Side.MAX));
  }

  @Test
  void slicesAreKindsOrSingleOnes() throws Exception {
    assertThat(gates("{no_worse: {slices: [sex, severity=very severe]}}").noWorse())
        .contains(new NoWorse(0, 0.95, List.of("sex", "severity=very severe")));
  }

  @Test
  void aComparisonIsOfAllUtterancesWithoutAMarginUnlessToldOtherwise() throws Exception {
    assertThat(gates("{no_worse: {}}").noWorse()).contains(new NoWorse(0, 0.95, List.of()));
  }
}
