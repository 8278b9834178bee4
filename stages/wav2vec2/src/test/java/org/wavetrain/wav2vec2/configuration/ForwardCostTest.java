package org.wavetrain.wav2vec2.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardCostTest {
  private final ForwardCost base = new ForwardCost(Wav2Vec2Configuration.base());

  /** {@code torch.utils.flop_counter} on {@code Wav2Vec2ForCTC} of transformers 4.57.1. */
  @ParameterizedTest
  @CsvSource({"16000, 13825157120", "30480, 26799515648", "160000, 148157573120"})
  void theBaseModelCostsWhatPyTorchCounts(int samples, double counted) {
    assertThat(base.operations(samples, 12, 1)).isCloseTo(counted, withinPercentage(0.1));
  }

  @Test
  void layersThatAreNotRunCostNothing() {
    double layer = base.operations(16_000, 7, 1) - base.operations(16_000, 6, 1);
    assertThat(base.operations(16_000, 12, 1))
        .isCloseTo(base.operations(16_000, 0, 1) + 12 * layer, within(1.0));
    assertThat(layer).isPositive();
    assertThat(base.operations(16_000, 6, 2) - base.operations(16_000, 6, 1))
        .isEqualTo(2.0 * 49 * 768 * 32);
  }
}
