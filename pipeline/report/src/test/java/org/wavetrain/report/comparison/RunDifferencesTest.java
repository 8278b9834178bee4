package org.wavetrain.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.report.comparison.SampleResults.classified;
import static org.wavetrain.report.comparison.SampleResults.evaluated;
import static org.wavetrain.report.comparison.SampleResults.transcribed;
import static org.wavetrain.report.comparison.SampleResults.unfinished;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wavetrain.evaluation.EvaluatedUtterance;
import org.wavetrain.report.comparison.RunDifference.Verdict;
import org.wavetrain.tracking.RunStatus;

class RunDifferencesTest {
  private static List<EvaluatedUtterance> utterances(int count, IntUnaryOperator errors) {
    return IntStream.range(0, count)
        .mapToObj(index -> transcribed("u" + index, "text " + index, errors.applyAsInt(index)))
        .toList();
  }

  private static List<RunDifference> between(RunResults baseline, RunResults run) {
    return RunDifferences.of(baseline, List.of(baseline, run));
  }

  @Test
  void aDifferenceThatIsRealIsToldWithItsInterval() {
    RunResults first = evaluated("A", "corpus", utterances(400, index -> index % 4));
    RunResults second = evaluated("B", "corpus", utterances(400, index -> index % 4 == 3 ? 1 : 0));

    RunDifference better = between(first, second).get(0);
    assertThat(better.verdict()).isEqualTo(Verdict.BETTER);
    assertThat(better.sentence())
        .matches(
            "B is better than A: WER −12\\.5 points, 95\u00a0% interval −1[23]\\.\\d…−1[12]\\.\\d, 400 utterances\\.");
    assertThat(between(second, first).get(0).sentence())
        .startsWith("A is worse than B: WER +12.5 points");
  }

  @Test
  void whereChanceWouldDoNoDifferenceIsTold() {
    RunResults first = evaluated("A", "corpus", utterances(50, index -> index % 2));
    RunResults second = evaluated("B", "corpus", utterances(50, index -> index % 3 == 0 ? 1 : 0));

    assertThat(between(first, second))
        .extracting(RunDifference::verdict)
        .containsExactly(Verdict.NOT_TOLD);
    assertThat(between(first, second).get(0).sentence())
        .startsWith("No difference can be told between B and A: WER ");
  }

  @Test
  void equalTranscriptionsAreEqual() {
    RunResults first = evaluated("A", "corpus", utterances(50, index -> 1));
    RunResults second = evaluated("B", "corpus", utterances(50, index -> 1));

    assertThat(between(first, second).get(0).sentence())
        .isEqualTo(
            "B and A do equally well: WER 0.00 points, 95\u00a0% interval 0.00…0.00, 50 utterances.");
  }

  @Test
  void ofDifferentTestSetsOnlyWhatBothHaveCounts() {
    RunResults first = evaluated("A", "corpus", utterances(30, index -> 2));
    RunResults second = evaluated("B", "another", utterances(20, index -> 1));

    assertThat(between(first, second).get(0).sentence())
        .contains("20 utterances that both were measured on, for their test sets differ (");
  }

  @Test
  void utterancesOfTheSameNameWithOtherTextsAreNotShared() {
    RunResults first = evaluated("A", "corpus", List.of(transcribed("u1", "one", 1)));
    RunResults second = evaluated("B", "another", List.of(transcribed("u1", "two", 1)));

    RunDifference none = between(first, second).get(0);
    assertThat(none.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    assertThat(none.sentence()).contains("B cannot be compared with A", "share no utterance");
  }

  @Test
  void aRunWithoutAnEvaluationIsNotJudged() {
    RunResults first = evaluated("A", "corpus", utterances(30, index -> 2));

    assertThat(between(first, unfinished("B", RunStatus.FAILED)).get(0).sentence())
        .isEqualTo("B cannot be compared with A: B has no evaluation, since it failed.");
  }

  @Test
  void classificationIsComparedByItsAccuracy() {
    RunResults first = evaluated("A", "corpus", classifications(20, "angry"));
    RunResults second = evaluated("B", "corpus", classifications(20, "calm"));

    assertThat(between(first, second).get(0).sentence())
        .isEqualTo(
            "B is better than A: accuracy +100.00 points, 95\u00a0% interval 100.00…100.00, 20 utterances.");
  }

  @Test
  void ofAFewUtterancesNothingIsSaidHoweverMuchTheyAgree() {
    RunResults first = evaluated("A", "corpus", classifications(19, "angry"));
    RunResults second = evaluated("B", "corpus", classifications(19, "calm"));

    RunDifference few = between(first, second).get(0);
    assertThat(few.verdict()).isEqualTo(Verdict.TOO_FEW);
    assertThat(few.sentence())
        .isEqualTo("Too few utterances to tell B from A: accuracy +100.00 points, 19 utterances.");
  }

  private static List<EvaluatedUtterance> classifications(int count, String predicted) {
    return IntStream.range(0, count)
        .mapToObj(index -> classified("u" + index, "calm", predicted))
        .toList();
  }
}
