package org.wavetrain.wav2vec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FrameEntropyTest {
  private static final float[] LOGITS = {9, 9, 0, 0, 0, 0, 1, 2, 3, 0};

  @Test
  void itIsThatOfTheSoftmaxOverFramesAndTokens() {
    // torch: log_softmax of [[0, 0, 0, 0], [1, 2, 3, 0]], -(p * log p).sum() / 8
    assertThat(FrameEntropy.of(LOGITS, 2, 2, 4)).isCloseTo(0.2917289, within(1e-6));
  }

  @Test
  void nothingKnownHasTheHighest() {
    assertThat(FrameEntropy.of(LOGITS, 2, 1, 4)).isCloseTo(Math.log(4) / 4, within(1e-12));
    assertThat(FrameEntropy.of(new float[32], 0, 1, 32)).isCloseTo(0.1083, within(1e-4));
  }

  @Test
  void certaintyHasNone() {
    assertThat(FrameEntropy.of(new float[] {0, 1e30f, 0}, 0, 1, 3)).isZero();
  }
}
