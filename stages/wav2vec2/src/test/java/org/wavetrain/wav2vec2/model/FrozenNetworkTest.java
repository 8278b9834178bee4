package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.layer.NativeArrays;
import org.wavetrain.wav2vec2.random.StepRandom;

/** What is frozen has no gradient, and what is not has the usual one. */
class FrozenNetworkTest {
  private final Wav2Vec2Configuration configuration = TinyConfiguration.normLast(2, false);
  private final Kernels kernels = Kernels.fastest();

  @AfterEach
  void closeKernels() {
    kernels.close();
  }

  @Test
  void aFrozenTrunkHasNoGradientAndItsHeadTheUsualOne() {
    try (CtcNetwork whole = transcriber(NetworkOptions.trainable(kernels));
        CtcNetwork network = transcriber(NetworkOptions.frozenTrunk(kernels))) {
      float[] all = gradient(whole);
      float[] frozen = gradient(network);
      for (ParameterSlot slot : network.layout()) {
        boolean head = slot.name().startsWith("lm_head");
        assertThat(slot.trainable()).as(slot.name()).isEqualTo(head);
        for (long index = slot.offset(); index < slot.offset() + slot.length(); index++) {
          assertThat(frozen[(int) index]).as(slot.name()).isEqualTo(head ? all[(int) index] : 0);
        }
      }
    }
  }

  @Test
  void aFrozenFeatureEncoderLeavesTheOtherGradientsAsTheyWere() {
    try (CtcNetwork whole = transcriber(NetworkOptions.trainable(kernels));
        CtcNetwork network = transcriber(NetworkOptions.frozenFeatureEncoder(kernels))) {
      float[] all = gradient(whole);
      float[] frozen = gradient(network);
      for (ParameterSlot slot : network.layout()) {
        for (long index = slot.offset(); index < slot.offset() + slot.length(); index++) {
          float expected = slot.trainable() ? all[(int) index] : 0;
          assertThat(frozen[(int) index]).as(slot.name()).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void frozenTrunksTrainExitsAndMixtures() {
    CtcOptions exits = CtcOptions.exits(List.of(1, 2), true);
    try (CtcNetwork network =
            CtcNetwork.create(configuration, exits, NetworkOptions.frozenTrunk(kernels));
        ClassificationNetwork classifier =
            ClassificationNetwork.create(
                TinyConfiguration.normFirst(2, true), 3, NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(1);
      CtcLosses losses =
          network.computeGradient(
              TwoUtterances.batch(), TwoUtterances.LABELS, new StepRandom(1, 1));
      assertThat(losses.total())
          .isCloseTo(losses.exits().get(0) + losses.exits().get(1), within(1e-9));
      classifier.initialise(1);
      double loss =
          classifier.computeGradient(TwoUtterances.batch(), new int[] {0, 2}, new StepRandom(1, 1));
      assertThat(loss).isPositive();
    }
  }

  private static float[] gradient(CtcNetwork network) {
    network.initialise(3);
    network.computeGradient(TwoUtterances.batch(), TwoUtterances.LABELS, new StepRandom(3, 1));
    return NativeArrays.floats(network.gradient());
  }

  private CtcNetwork transcriber(NetworkOptions options) {
    return CtcNetwork.create(configuration, CtcOptions.lastLayer(configuration), options);
  }
}
