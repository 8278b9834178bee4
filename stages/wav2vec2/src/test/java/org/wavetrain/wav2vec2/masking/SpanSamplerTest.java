package org.wavetrain.wav2vec2.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

class SpanSamplerTest {
  private final RandomStream random = new StepRandom(1, 1).stream("test", "masks");

  @Test
  void spansHaveTheirLengthAndStayWithinTheUtterance() {
    SpanSampler sampler = new SpanSampler(0.5, 10, 2);
    for (int draw = 0; draw < 200; draw++) {
      SpanMask mask = sampler.sample(new int[] {100, 37, 12}, 100, random);
      int[] lengths = {100, 37, 12};
      for (int row = 0; row < 3; row++) {
        int run = 0;
        for (int position = 0; position < 100; position++) {
          boolean masked = mask.masked()[row * 100 + position];
          assertThat(masked && position >= lengths[row]).isFalse();
          assertThat(!masked && run > 0 && run < 10).isFalse();
          run = masked ? run + 1 : 0;
        }
      }
    }
  }

  /** The share that the paper states for probability 0.65 and length 10: about 49 %. */
  @Test
  void pretrainingMasksAboutHalfOfTheFrames() {
    SpanSampler sampler = new SpanSampler(0.65, 10, 2);
    double share = 0;
    for (int draw = 0; draw < 500; draw++) {
      share += sampler.sample(1, 500, random).count() / 500.0 / 500;
    }
    assertThat(share).isCloseTo(0.49, within(0.02));
  }

  @Test
  void spansWithoutOverlapCanBeCounted() {
    SpanSampler single = new SpanSampler(0.3, 1, 0);
    double total = 0;
    for (int draw = 0; draw < 400; draw++) {
      int count = single.sample(1, 33, random).count();
      // 0.3 · 33 = 9.9 is rounded up nine times in ten.
      assertThat(count).isIn(9, 10);
      total += count;
    }
    assertThat(total / 400).isCloseTo(9.9, within(0.06));
  }

  @Test
  void aMinimumOfSpansIsKept() {
    SpanSampler sampler = new SpanSampler(0, 1, 2);
    assertThat(sampler.sample(new int[] {50, 20}, 50, random).count()).isEqualTo(4);
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "an utterance shorter than a masked span",
      outcome = "it is not masked")
  void anUtteranceTooShortForASpanIsNotMasked() {
    SpanSampler sampler = new SpanSampler(0.65, 10, 2);
    SpanMask mask = sampler.sample(new int[] {100, 9, 0}, 100, random);
    assertThat(mask.count(0)).isPositive();
    assertThat(mask.count(1)).isZero();
    assertThat(mask.count(2)).isZero();
    assertThat(new SpanSampler(0.65, 10, 2).sample(1, 5, random).count()).isZero();
  }

  @Test
  void noMoreSpansAreDrawnThanFitSideBySide() {
    SpanSampler sampler = new SpanSampler(1, 10, 100);
    Set<Integer> starts = new HashSet<>();
    for (int draw = 0; draw < 300; draw++) {
      SpanMask mask = sampler.sample(1, 25, random);
      assertThat(mask.count()).isBetween(11, 20);
      starts.add(mask.positions(0)[0]);
    }
    assertThat(starts).contains(0, 7);
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new SpanSampler(1.1, 10, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SpanSampler(Double.NaN, 10, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SpanSampler(0.1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
