package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.evaluate.Utterances.felt;
import static org.wavetrain.evaluate.Utterances.said;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wavetrain.corpus.Split;

class UtteranceBatchesTest {
  private static final BatchForm PADDABLE = new BatchForm(false, true);
  private static final BatchForm UNPADDABLE = new BatchForm(false, false);

  @Test
  void utterancesOfEqualLengthGoTogetherAndNoneIsLost() {
    List<List<String>> batches = new ArrayList<>();
    UtteranceBatches sorted =
        new UtteranceBatches(
            PADDABLE,
            2,
            any -> true,
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
  void aBatchIsHalfAMinuteAtMostWithItsPaddingUnlessOneUtteranceIsLonger() {
    List<Integer> sizes = new ArrayList<>();
    List<Long> samples = new ArrayList<>();
    UtteranceBatches batches =
        new UtteranceBatches(
            PADDABLE,
            16,
            any -> true,
            (utterances, waveforms) -> {
              sizes.add(waveforms.size());
              samples.add((long) waveforms.samples().length);
            });
    for (int seconds : new int[] {10, 9, 70, 10, 1, 20, 1, 10}) {
      batches.add(said("u", "ann", Split.TEST, "x"), new short[seconds * 16_000 - 1]);
    }
    batches.flush();
    assertThat(sizes).containsExactly(3, 3, 1, 1);
    assertThat(samples).containsExactly(27L * 16_000, 30L * 16_000, 20L * 16_000, 70L * 16_000);
  }

  @Test
  void whatPaddingWouldChangeGoesAloneAndUnpadded() {
    List<Integer> lengths = new ArrayList<>();
    UtteranceBatches batches =
        new UtteranceBatches(
            UNPADDABLE,
            16,
            any -> true,
            (utterances, waveforms) -> {
              assertThat(waveforms.size()).isEqualTo(1);
              lengths.add(waveforms.paddedLength());
            });
    batches.add(said("a", "ann", Split.TEST, "x"), new short[1234]);
    batches.add(said("b", "ann", Split.TEST, "x"), new short[999]);
    batches.flush();
    assertThat(lengths).containsExactly(999, 1234);
  }

  @Test
  void whatIsNotWantedIsPassedOver() {
    List<String> seen = new ArrayList<>();
    UtteranceBatches batches =
        new UtteranceBatches(
            PADDABLE,
            16,
            utterance -> utterance.text().isPresent(),
            (utterances, waveforms) -> utterances.forEach(one -> seen.add(one.id())));
    batches.add(felt("angry", "ann", Split.TEST, "angry"), new short[800]);
    batches.add(said("spoken", "ann", Split.TEST, "x"), new short[800]);
    batches.flush();
    assertThat(seen).containsExactly("spoken");
  }

  @Test
  void samplesAreSharesOfFullScale() {
    List<float[]> seen = new ArrayList<>();
    UtteranceBatches batches =
        new UtteranceBatches(
            PADDABLE, 1, any -> true, (utterances, waveforms) -> seen.add(waveforms.samples()));
    batches.add(said("u", "ann", Split.TEST, "x"), new short[] {-32_768, 16_384, 0});
    batches.flush();
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0)).startsWith(-1f, 0.5f, 0f);
  }
}
