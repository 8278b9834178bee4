package org.wavetrain.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TranscriptLengthTest {
  @Test
  void framesFollowTheEncodersStrides() {
    assertThat(TranscriptLength.framesOf(399)).isZero();
    assertThat(TranscriptLength.framesOf(400)).isEqualTo(1);
    assertThat(TranscriptLength.framesOf(16_000)).isEqualTo(49);
    assertThat(TranscriptLength.framesOf(160_000)).isEqualTo(499);
  }

  @Test
  void equalNeighboursNeedABlankBetweenThem() {
    assertThat(TranscriptLength.framesNeeded("abc")).isEqualTo(3);
    assertThat(TranscriptLength.framesNeeded("aabb")).isEqualTo(6);
  }
}
