package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.layer.PretrainingObjective;
import org.wavetrain.wav2vec2.masking.SpanMask;
import org.wavetrain.wav2vec2.random.StepRandom;

class PretrainingNetworkTest {
  private final Wav2Vec2Configuration pretraining =
      TinyConfiguration.normLast(2, false)
          .withSpecAugment(new SpecAugment(true, 0.65, 2, 2, 0, 2, 0));
  private final Kernels kernels = Kernels.fastest();

  @AfterEach
  void closeKernels() {
    kernels.close();
  }

  @Test
  void fairseqMasksAllUtterancesAlikeAndPenalisesFeatures() {
    try (PretrainingNetwork network =
        PretrainingNetwork.create(
            pretraining, new PretrainingObjective.Fairseq(10), NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      SpanMask mask = network.draw(TwoUtterances.batch(), new StepRandom(1, 1)).mask();
      PretrainingLosses losses =
          network.computeGradient(TwoUtterances.batch(), 2, new StepRandom(1, 1));
      PretrainingLosses evaluated = network.evaluate(TwoUtterances.batch(), new StepRandom(1, 1));
      assertThat(mask.count(0)).isEqualTo(mask.count(1)).isPositive();
      assertThat(losses.featurePenalty()).isPositive();
      assertThat(losses.total())
          .isCloseTo(
              losses.contrastive()
                  + 0.1 * losses.diversity()
                  + 10 * losses.featurePenalty() * losses.maskedFrames(),
              within(1e-9));
      assertThat(evaluated.probabilityPerplexity()).isNotEqualTo(evaluated.codePerplexity());
    }
  }

  @Test
  void pretrainingCountsItsMaskedFramesAndItsDistractors() {
    try (PretrainingNetwork network =
        PretrainingNetwork.create(pretraining, NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      PretrainingLosses losses =
          network.computeGradient(TwoUtterances.batch(), 2, new StepRandom(1, 1));
      PretrainingLosses evaluated = network.evaluate(TwoUtterances.batch(), new StepRandom(1, 1));
      assertThat(losses.maskedFrames()).isPositive().isEqualTo(evaluated.maskedFrames());
      assertThat(losses.maskedFraction()).isBetween(0.2, 0.8);
      assertThat(losses.codePerplexity()).isBetween(2.0, 10.0);
      assertThat(losses.total())
          .isCloseTo(losses.contrastive() + 0.1 * losses.diversity(), within(1e-9));
      assertThat(network.gradient().norm2Number().doubleValue()).isPositive();
    }
  }

  /** Its loss is zero and its accuracy one, as there is nothing to mistake the one code for. */
  @Test
  void aSingleCodeIsRightByChanceAndTellsNothing() {
    try (PretrainingNetwork network =
        PretrainingNetwork.create(pretraining, NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      PretrainingLosses varied = network.evaluate(TwoUtterances.batch(), new StepRandom(1, 1));
      network.namedParameters().get("quantizer.weight_proj.weight").assign(0);
      PretrainingLosses collapsed = network.evaluate(TwoUtterances.batch(), new StepRandom(1, 1));
      assertThat(varied.chanceAccuracy()).isBetween(1 / 5.0, 0.9);
      assertThat(collapsed.contrastive()).isCloseTo(0, within(1e-9));
      assertThat(collapsed.accuracy()).isEqualTo(1);
      assertThat(collapsed.chanceAccuracy()).isEqualTo(1);
      assertThat(collapsed.information()).isCloseTo(0, within(1e-9));
    }
  }
}
