package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.wavetrain.evaluate.Utterances.said;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wavetrain.corpus.Split;

class BootstrapTest {
  /** A word each, every fourth wrong: errors are binomial, so the interval is known. */
  @Test
  void theIntervalIsThatOfABinomialForSingleWords() {
    Result result = new Bootstrap(7, 4000).result("words", words(400), 0);
    double deviation = Math.sqrt(0.25 * 0.75 / 400);
    assertThat(result.words().rate()).isEqualTo(0.25);
    assertThat(result.wordErrorRate().low()).isCloseTo(0.25 - 1.96 * deviation, within(0.004));
    assertThat(result.wordErrorRate().high()).isCloseTo(0.25 + 1.96 * deviation, within(0.004));
  }

  @Test
  void moreUtterancesMakeItNarrower() {
    Interval few = new Bootstrap(7, 1000).result("words", words(40), 0).wordErrorRate();
    Interval many = new Bootstrap(7, 1000).result("words", words(4000), 0).wordErrorRate();
    assertThat(many.high() - many.low()).isLessThan((few.high() - few.low()) / 5);
  }

  @Test
  void theSeedAndTheNameDecideTheDraws() {
    Bootstrap bootstrap = new Bootstrap(7, 200);
    Result result = bootstrap.result("words", words(401), 0);
    assertThat(bootstrap.result("words", words(401), 0)).isEqualTo(result);
    assertThat(new Bootstrap(8, 200).result("words", words(401), 0)).isNotEqualTo(result);
  }

  @Test
  void oneUtteranceHasAnIntervalWithoutWidth() {
    Interval interval = new Bootstrap(7, 100).result("words", words(1), 0).wordErrorRate();
    assertThat(interval).isEqualTo(new Interval(1, 1));
  }

  @Test
  void theIntervalOfAnAccuracyIsThatOfABinomial() {
    Interval interval = new Bootstrap(7, 4000).accuracy("test", 300, 400);
    double deviation = Math.sqrt(0.25 * 0.75 / 400);
    assertThat(interval.low()).isCloseTo(0.75 - 1.96 * deviation, within(0.004));
    assertThat(interval.high()).isCloseTo(0.75 + 1.96 * deviation, within(0.004));
    assertThat(new Bootstrap(7, 100).accuracy("test", 5, 5)).isEqualTo(new Interval(1, 1));
    assertThat(new Bootstrap(7, 100).accuracy("test", 0, 5)).isEqualTo(new Interval(0, 0));
  }

  private static List<Transcription> words(int count) {
    List<Transcription> transcriptions = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      String heard = index % 4 == 0 ? "no" : "yes";
      transcriptions.add(
          Transcription.of(
              said("u" + index, "ann", Split.TEST, "yes"), List.of(new Reading(heard, 4, 1, 0.1))));
    }
    return transcriptions;
  }
}
