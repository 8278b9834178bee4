package org.wavetrain.wav2vec2.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

class NegativeSamplerTest {
  private final RandomStream random = new StepRandom(1, 1).stream("test", "negatives");

  @Test
  void distractorsAreTheOtherMaskedFramesOfTheSameUtteranceEquallyOften() {
    SpanMask mask = mask(2, 6, 0, 2, 5, 6, 7, 8, 11);
    int[] masked = {0, 2, 5, 6, 7, 8, 11};
    int negatives = 9000;
    int[] indices = new NegativeSampler(negatives).sample(mask, random);
    assertThat(indices).hasSize(masked.length * negatives);
    for (int own = 0; own < masked.length; own++) {
      int[] counts = new int[12];
      for (int negative = 0; negative < negatives; negative++) {
        counts[indices[own * negatives + negative]]++;
      }
      int others = masked[own] < 6 ? 2 : 3;
      for (int frame = 0; frame < 12; frame++) {
        boolean possible =
            mask.masked()[frame] && frame / 6 == masked[own] / 6 && frame != masked[own];
        int expected = possible ? negatives / others : 0;
        assertThat(counts[frame]).isBetween(expected - 250, possible ? expected + 250 : 0);
      }
    }
  }

  @Test
  void anUtteranceWithoutMaskedFramesHasNoDistractors() {
    assertThat(new NegativeSampler(3).sample(mask(2, 3, 4, 5), random)).hasSize(6);
  }

  @Test
  void aSingleMaskedFrameHasNoDistractor() {
    assertThatThrownBy(() -> new NegativeSampler(3).sample(mask(2, 3, 0, 1, 4), random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("utterance 1");
  }

  private static SpanMask mask(int rows, int length, int... masked) {
    boolean[] positions = new boolean[rows * length];
    for (int position : masked) {
      positions[position] = true;
    }
    return new SpanMask(positions, rows, length);
  }
}
