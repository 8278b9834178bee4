package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.evaluate.Utterances.said;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wavetrain.corpus.Split;

class UtteranceBatchesTest {
  @Test
  void utterancesOfEqualLengthGoTogetherAndNoneIsLost() {
    List<List<String>> batches = new ArrayList<>();
    UtteranceBatches sorted =
        new UtteranceBatches(
            2,
            false,
            (utterances, waveforms) -> {
              assertThat(waveforms.size()).isEqualTo(utterances.size());
              batches.add(utterances.stream().map(utterance -> utterance.id()).toList());
            });
    int[] lengths = {5000, 800, 4000, 1600, 16_000};
    for (int length : lengths) {
      sorted.add(said("u" + length, "ann", Split.TEST, "x"), new short[length]);
    }
    sorted.flush();
    assertThat(batches)
        .containsExactly(List.of("u800", "u1600"), List.of("u4000", "u5000"), List.of("u16000"));
  }

  @Test
  void samplesAreSharesOfFullScale() {
    List<float[]> seen = new ArrayList<>();
    UtteranceBatches batches =
        new UtteranceBatches(1, false, (utterances, waveforms) -> seen.add(waveforms.samples()));
    batches.add(said("u", "ann", Split.TEST, "x"), new short[] {-32_768, 16_384, 0});
    batches.flush();
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0)).startsWith(-1f, 0.5f, 0f);
  }
}
