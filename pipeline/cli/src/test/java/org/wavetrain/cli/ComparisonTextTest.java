package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.evaluation.Difference;
import org.wavetrain.evaluation.JudgedMetric;
import org.wavetrain.report.comparison.ComparedRun;
import org.wavetrain.report.comparison.Comparison;
import org.wavetrain.report.comparison.DifferingParameters;
import org.wavetrain.report.comparison.RunCost;
import org.wavetrain.report.comparison.RunDifference;
import org.wavetrain.report.comparison.RunDifference.Verdict;
import org.wavetrain.report.comparison.RunResults;
import org.wavetrain.tracking.RunStatus;

class ComparisonTextTest {
  private static Comparison comparison(int runs, Verdict verdict) {
    List<RunResults> results =
        IntStream.range(0, runs)
            .mapToObj(
                run ->
                    new RunResults(
                        new ComparedRun(
                            "id" + run,
                            "words",
                            "run-" + run,
                            RunStatus.FINISHED,
                            Instant.EPOCH,
                            Optional.of(Duration.ofSeconds(9)),
                            Map.of(),
                            Optional.empty(),
                            List.of()),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        new RunCost(Duration.ZERO, 0, OptionalDouble.of(1.5)),
                        List.of()))
            .toList();
    return new Comparison(
        results,
        0,
        new DifferingParameters(
            List.of("finetune.steps"),
            IntStream.range(0, runs)
                .mapToObj(run -> Map.of("finetune.steps", String.valueOf(run)))
                .toList()),
        List.of(
            new RunDifference(
                "run-1",
                "run-0",
                Optional.of(JudgedMetric.WER),
                Optional.of(new Difference(0.2, 0.1, -0.15, -0.05, 480)),
                verdict,
                "")));
  }

  private static String text(boolean colours, int runs, Verdict verdict) {
    return new ComparisonText(new Terminal(colours, 80, colours)).of(comparison(runs, verdict));
  }

  @Test
  void coloursAreForTerminalsAlone() {
    String sentence =
        "run-1 is better than run-0: WER −10.0 points, 95\u00a0% interval −15.0…−5.0, 480 utterances.";

    assertThat(text(true, 2, Verdict.BETTER)).contains("\u001b[32m" + sentence + "\u001b[0m");
    assertThat(text(true, 2, Verdict.WORSE)).contains("\u001b[31m");
    assertThat(text(true, 2, Verdict.NOT_TOLD)).doesNotContain("\u001b");
    assertThat(text(false, 2, Verdict.BETTER)).contains(sentence).doesNotContain("\u001b");
  }

  @Test
  void fewRunsAreColumnsAndManyAreRows() {
    assertThat(text(false, 4, Verdict.BETTER))
        .containsPattern("finetune.steps +0 +1 +2 +3\n")
        .containsPattern("energy +1\\.5 Wh");
    assertThat(text(false, 5, Verdict.BETTER)).containsPattern("run-4 +id4 .* finished +4 ");
  }
}
