package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.random.StepRandom;

/** The large model takes 2.5 GB for its parameters and their gradient. */
@Tag("slow")
class LargeModelTest {
  private static final int SECOND = 16_000;

  @Test
  void aSecondOfAudioGetsScoresWithTwentyFourLayers() {
    Wav2Vec2Configuration large = Wav2Vec2Configuration.large();
    float[] samples = new float[SECOND];
    new StepRandom(1, 1).stream("test", "samples").fillGaussian(samples, 0.1);
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(
                large, CtcOptions.lastLayer(large), NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(1);
      CtcLogits logits = network.logits(WaveformBatch.of(List.of(samples), true));
      assertThat(network.parameters().length()).isEqualTo(315_471_520);
      assertThat(logits.frames()).isEqualTo(49);
      assertThat(logits.last()).hasSize(49 * 32);
      for (float score : logits.last()) {
        assertThat(score).isFinite();
      }
      assertThat(logits.last()[0]).isNotEqualTo(logits.last()[32]);
    }
  }
}
