package org.wavetrain.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
  private static final int UTTERANCES = 500;
  private static final int WORDS = 10;
  private static final PairedBootstrap BOOTSTRAP = PairedBootstrap.withConfidence(0.95);

  @Test
  void equalModelsDoNotDiffer() {
    List<EvaluatedUtterance> heard = heard(utterance -> utterance % 3);

    assertThat(BOOTSTRAP.compare(JudgedMetric.WER, heard, heard))
        .hasValueSatisfying(
            difference -> {
              assertThat(difference.value()).isZero();
              assertThat(difference.low()).isZero();
              assertThat(difference.high()).isZero();
              assertThat(difference.isReal()).isFalse();
              assertThat(difference.utterances()).isEqualTo(UTTERANCES);
            });
  }

  /**
   * One word of ten is wrong in one utterance of two: 0.05 with a standard error of sqrt(0.5 · 0.5
   * / 500) / 10 = 0.00224, so that 95 % are 0.00438 to either side.
   */
  @Test
  void theIntervalIsThatOfTheNormalDistributionWhereUtterancesAreMany() {
    Difference difference =
        BOOTSTRAP
            .compare(JudgedMetric.WER, heard(utterance -> 0), heard(utterance -> utterance % 2))
            .orElseThrow();

    assertThat(difference.first()).isZero();
    assertThat(difference.second()).isEqualTo(0.05);
    assertThat(difference.low()).isCloseTo(0.05 - 0.00438, within(0.0005));
    assertThat(difference.high()).isCloseTo(0.05 + 0.00438, within(0.0005));
    assertThat(difference.isReal()).isTrue();
  }

  @Test
  void errorsInTheSameUtterancesTellMoreThanTheFiguresAlone() {
    // Both have wide intervals of their own; each utterance of the second is as bad or worse by 1.
    List<EvaluatedUtterance> first = heard(utterance -> utterance % 10);
    List<EvaluatedUtterance> second =
        heard(utterance -> utterance % 10 + (utterance % 20 == 0 ? 1 : 0));

    Difference difference = BOOTSTRAP.compare(JudgedMetric.WER, first, second).orElseThrow();

    assertThat(difference.value()).isCloseTo(0.005, within(1e-9));
    assertThat(difference.low()).isPositive();
  }

  @Test
  void utterancesThatOnlyOneModelHeardDoNotCount() {
    List<EvaluatedUtterance> all = heard(utterance -> 1);

    assertThat(BOOTSTRAP.compare(JudgedMetric.WER, all.subList(0, 100), all))
        .hasValueSatisfying(difference -> assertThat(difference.utterances()).isEqualTo(100));
    assertThat(BOOTSTRAP.compare(JudgedMetric.WER, all, List.of())).isEmpty();
    assertThat(BOOTSTRAP.compare(JudgedMetric.ACCURACY, all, all)).isEmpty();
  }

  @Test
  void aFewUtterancesProveNothingHoweverMuchTheyAgree() {
    List<EvaluatedUtterance> right = heard(utterance -> 0);
    List<EvaluatedUtterance> wrong = heard(utterance -> WORDS);

    Difference few =
        BOOTSTRAP
            .compare(JudgedMetric.WER, right.subList(0, 19), wrong.subList(0, 19))
            .orElseThrow();
    assertThat(few.low()).isEqualTo(1);
    assertThat(few.isOfTooFew()).isTrue();
    assertThat(few.isReal()).isFalse();
    assertThat(
            BOOTSTRAP
                .compare(JudgedMetric.WER, right.subList(0, 20), wrong.subList(0, 20))
                .orElseThrow()
                .isReal())
        .isTrue();
  }

  @Test
  void charactersAndLabelsAreComparedAlike() {
    List<EvaluatedUtterance> right = List.of(utterance(0, 0, 4, "calm", "calm"));
    List<EvaluatedUtterance> wrong = List.of(utterance(0, 0, 8, "calm", "angry"));

    assertThat(BOOTSTRAP.compare(JudgedMetric.CER, right, wrong).orElseThrow().value())
        .isCloseTo(0.1, within(1e-9));
    assertThat(BOOTSTRAP.compare(JudgedMetric.ACCURACY, right, wrong).orElseThrow().value())
        .isEqualTo(-1);
  }

  private static List<EvaluatedUtterance> heard(IntUnaryOperator errors) {
    return IntStream.range(0, UTTERANCES)
        .mapToObj(number -> utterance(number, errors.applyAsInt(number), 0, null, null))
        .toList();
  }

  private static EvaluatedUtterance utterance(
      int number, int errors, int characterErrors, String label, String predicted) {
    return new EvaluatedUtterance(
        "u-" + number,
        "somebody",
        "test",
        Map.of(),
        1,
        "said",
        "heard",
        WORDS,
        errors,
        40,
        characterErrors,
        List.of(),
        label,
        predicted);
  }
}
