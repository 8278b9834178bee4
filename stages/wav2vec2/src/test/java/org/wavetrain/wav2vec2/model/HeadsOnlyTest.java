package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.layer.NativeArrays;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/** Backward passes that end with the heads. */
class HeadsOnlyTest {
  private static final int[][] LABELS = {{1, 2, 2}, {3}};
  private static final StepRandom RANDOM = new StepRandom(3, 1);

  @Test
  void theHeadsHaveTheirUsualGradientAndTheTrunkKeepsWhatItHad() {
    Wav2Vec2Configuration configuration = TinyConfiguration.normLast(2, false);
    for (boolean sharedHead : new boolean[] {true, false}) {
      try (Kernels kernels = Kernels.fastest();
          CtcNetwork network =
              CtcNetwork.create(
                  configuration,
                  CtcOptions.exits(List.of(1, 2), sharedHead),
                  NetworkOptions.trainable(kernels))) {
        network.initialise(3);
        float[] whole = gradient(network);
        network.gradient().assign(7);
        network.trainHeadsOnly(true);
        float[] heads = gradient(network);
        network.trainHeadsOnly(false);

        assertThat(gradient(network)).isEqualTo(whole);
        for (ParameterSlot slot : network.layout()) {
          int from = (int) slot.offset();
          int to = from + (int) slot.length();
          float[] seven = new float[to - from];
          Arrays.fill(seven, 7);
          boolean trunk = slot.name().startsWith(TensorNames.TRUNK);
          assertThat(Arrays.copyOfRange(heads, from, to))
              .as(slot.name())
              .isEqualTo(trunk ? seven : Arrays.copyOfRange(whole, from, to));
        }
      }
    }
  }

  private static float[] gradient(CtcNetwork network) {
    RandomStream samples = new StepRandom(9, 0).stream("test", "samples");
    float[] first = new float[64];
    float[] second = new float[46];
    samples.fillGaussian(first, 1);
    samples.fillGaussian(second, 1);
    network.computeGradient(WaveformBatch.of(List.of(first, second), true), LABELS, RANDOM);
    return NativeArrays.floats(network.gradient());
  }
}
