package org.wavetrain.wav2vec2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HighestScoreTest {
  private static final float[] SCORES = {9, 1, 3, 3, 2, 8};

  @Test
  void isCountedFromTheOffset() {
    assertThat(HighestScore.of(SCORES, 1, 4)).isEqualTo(1);
    assertThat(HighestScore.of(SCORES, 0, SCORES.length)).isZero();
    assertThat(HighestScore.of(SCORES, 4, 2)).isEqualTo(1);
  }
}
