package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.wav2vec2.configuration.Dropouts;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.layer.NativeArrays;
import org.wavetrain.wav2vec2.random.StepRandom;

/** Training with layers that are as good as always left out. */
class LayerDropTest {
  private final Wav2Vec2Configuration dropping =
      TinyConfiguration.normLast(2, false)
          .withDropouts(new Dropouts(0, 0, 0, 0, 0, 0, 0.999_999))
          .withSpecAugment(SpecAugment.NONE);
  private final Kernels kernels = Kernels.fastest();

  @AfterEach
  void closeKernels() {
    kernels.close();
  }

  @Test
  void droppedLayersHaveNoGradient() {
    try (CtcNetwork network =
        CtcNetwork.create(
            dropping, CtcOptions.lastLayer(dropping), NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      network.computeGradient(TwoUtterances.batch(), TwoUtterances.LABELS, new StepRandom(1, 1));
      network
          .namedGradients()
          .forEach(
              (name, gradient) -> {
                if (name.contains("encoder.layers")) {
                  assertThat(gradient.norm2Number().doubleValue()).as(name).isZero();
                }
              });
    }
  }

  /** So both see what the layer before them left, and as one head reads it, the same. */
  @Test
  void theExitOfADroppedLayerReadsWhatTheLayerWasGiven() {
    CtcOptions exits = CtcOptions.exits(List.of(1, 2), true);
    try (CtcNetwork network =
        CtcNetwork.create(dropping, exits, NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      CtcLosses losses =
          network.computeGradient(
              TwoUtterances.batch(), TwoUtterances.LABELS, new StepRandom(1, 1));
      float[] both = NativeArrays.floats(network.gradient());
      assertThat(losses.exits().get(0)).isEqualTo(losses.exits().get(1));
      try (CtcNetwork single =
          CtcNetwork.create(
              dropping, CtcOptions.lastLayer(dropping), NetworkOptions.trainable(kernels))) {
        single.initialise(1);
        single.computeGradient(TwoUtterances.batch(), TwoUtterances.LABELS, new StepRandom(1, 1));
        float[] one = NativeArrays.floats(single.gradient());
        for (int index = 0; index < one.length; index++) {
          assertThat(both[index])
              .isCloseTo(2 * one[index], within(1e-5f + 1e-4f * Math.abs(one[index])));
        }
      }
    }
  }
}
