package org.wavetrain.wav2vec2.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

class EqualSpanSamplerTest {
  private final RandomStream random = new StepRandom(1, 1).stream("test", "equal masks");
  private final EqualSpanSampler published = new EqualSpanSampler(0.65, 10, 2);

  @Test
  void everyRowHasAsManyMaskedPositionsAsTheOneWithTheFewest() {
    int[] lengths = {200, 150, 40};
    for (int draw = 0; draw < 200; draw++) {
      SpanMask mask = published.sample(lengths, 200, random);
      assertThat(mask.count(1)).isEqualTo(mask.count(0));
      assertThat(mask.count(2)).isEqualTo(mask.count(0)).isBetween(11, 39);
      for (int row = 0; row < lengths.length; row++) {
        for (int position : mask.positions(row)) {
          assertThat(position).isLessThan(lengths[row]);
        }
      }
    }
  }

  /** The share that the paper states for probability 0.65 and length 10: about 49 %. */
  @Test
  void aRowAloneIsMaskedInWholeSpansAboutHalf() {
    double share = 0;
    for (int draw = 0; draw < 500; draw++) {
      SpanMask mask = published.sample(new int[] {500}, 500, random);
      share += mask.count() / 500.0 / 500;
      int run = 0;
      for (boolean masked : mask.masked()) {
        assertThat(!masked && run > 0 && run < 10).isFalse();
        run = masked ? run + 1 : 0;
      }
    }
    assertThat(share).isCloseTo(0.49, within(0.02));
  }

  @Test
  void spansAreRoundedAtRandomForEachRowAndAtLeastTwo() {
    EqualSpanSampler single = new EqualSpanSampler(0.3, 1, 2);
    double total = 0;
    for (int draw = 0; draw < 400; draw++) {
      // 0.3 · 33 = 9.9 is rounded up nine times in ten; of two rows the fewer count.
      total += single.sample(new int[] {33, 33}, 33, random).count(0);
      assertThat(single.sample(new int[] {3}, 3, random).count()).isEqualTo(2);
    }
    assertThat(total / 400).isCloseTo(9.81, within(0.08));
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "pre-training that is to mask everything",
      outcome = "each row keeps an unmasked frame")
  void noRowIsMaskedAsAWhole() {
    EqualSpanSampler everything = new EqualSpanSampler(1, 5, 2);
    for (int draw = 0; draw < 200; draw++) {
      assertThat(everything.sample(new int[] {11}, 11, random).count()).isBetween(6, 10);
    }
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a negative probability of masking",
      outcome = "refused")
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new EqualSpanSampler(-0.1, 10, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
