package org.wavetrain.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.report.comparison.SampleResults.classified;
import static org.wavetrain.report.comparison.SampleResults.evaluated;
import static org.wavetrain.report.comparison.SampleResults.transcribed;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.evaluation.EvaluatedUtterance;
import org.wavetrain.evaluation.EvaluatedUtterance.Edit;
import org.wavetrain.report.comparison.ComparedUtterances.Heard;
import org.wavetrain.report.comparison.ComparedUtterances.Row;
import org.wavetrain.report.comparison.ComparedUtterances.Task;

class ComparedUtterancesTest {
  private static List<Row> rows(RunResults... runs) {
    return ComparedUtterances.of(List.of(runs)).rows();
  }

  @Test
  void thoseThatTellRunsApartMostComeFirst() {
    List<Row> rows =
        rows(
            evaluated("A", "c", List.of(transcribed("near", "x", 1), transcribed("far", "x", 5))),
            evaluated("B", "c", List.of(transcribed("near", "x", 0), transcribed("far", "x", 0))));

    assertThat(rows).extracting(Row::id).containsExactly("far", "near");
    assertThat(rows.get(0).spread()).isEqualTo(5);
  }

  @Test
  void whatSeveralRunsHeardIsHeldOnce() {
    Row row =
        rows(
                evaluated("A", "c", List.of(transcribed("u", "x", 1))),
                evaluated("B", "c", List.of()),
                evaluated("C", "c", List.of(transcribed("u", "x", 1))),
                evaluated("D", "c", List.of(transcribed("u", "x", 0))))
            .get(0);

    assertThat(row.heard()).hasSize(2);
    assertThat(row.byRun()).containsExactly(0, -1, 0, 1);
  }

  @Test
  void anAlignmentBecomesMarks() {
    EvaluatedUtterance utterance =
        new EvaluatedUtterance(
            "u",
            "someone",
            "test",
            Map.of("sex", "female"),
            1,
            "one two three four",
            "one too four five",
            4,
            3,
            18,
            9,
            List.of(
                new Edit("match", "one", "one"),
                new Edit("substitution", "two", "too"),
                new Edit("deletion", "three", null),
                new Edit("match", "four", "four"),
                new Edit("insertion", null, "five")),
            null,
            null);

    Row row = rows(evaluated("A", "c", List.of(utterance))).get(0);

    assertThat(row.heard()).containsExactly(new Heard(3, List.of(1, "~too", "-", 1, "+five")));
    assertThat(row.slices()).containsExactly("sex: female");
  }

  @Test
  void labelsAreRightOrWrong() {
    List<Row> rows =
        rows(
            evaluated("A", "c", List.of(classified("u", "calm", "angry"))),
            evaluated("B", "c", List.of(classified("u", "calm", "calm"))));

    assertThat(rows)
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.task()).isEqualTo(Task.CLASSIFICATION);
              assertThat(row.reference()).isEqualTo("calm");
              assertThat(row.heard())
                  .containsExactly(new Heard(1, List.of("~angry")), new Heard(0, List.of(1)));
            });
  }
}
