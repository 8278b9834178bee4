package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.corpus.DividedBy;
import org.wavetrain.corpus.Split;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class UndividedTest {
  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a recording of which the corpus says no split, where nothing is divided",
      outcome = "kept for testing, and said so")
  void whatTheCorpusSaysNothingOfIsForTesting() {
    SplitPlan plan =
        Undivided.plan(
            List.of(candidate("a", Optional.empty()), candidate("b", Optional.of(Split.TRAIN))));
    assertThat(plan.splits()).isEqualTo(Map.of("a", Split.TEST, "b", Split.TRAIN));
    assertThat(plan.divisions().get("here").dividedBy()).isEqualTo(DividedBy.NOTHING);
    assertThat(plan.divisions().get("here").setAside()).isZero();
    assertThat(plan.messages())
        .containsExactly(
            "Source here is not divided: what its corpus does not say a split of is for testing.");
  }

  @Test
  void aCorpusThatSaysTheSplitOfEveryRecordingIsDividedByIt() {
    SplitPlan plan =
        Undivided.plan(
            List.of(
                candidate("a", Optional.of(Split.TEST)), candidate("b", Optional.of(Split.TRAIN))));
    assertThat(plan.splits()).isEqualTo(Map.of("a", Split.TEST, "b", Split.TRAIN));
    assertThat(plan.divisions().get("here").dividedBy()).isEqualTo(DividedBy.CORPUS);
    assertThat(plan.messages()).first().isEqualTo("Source here is divided as the corpus says.");
  }

  private static Candidate candidate(String id, Optional<Split> split) {
    return new Candidate(
        id,
        "here",
        id,
        Path.of(id),
        "ann",
        Optional.of("yes"),
        Optional.of("yes"),
        Optional.empty(),
        split,
        Map.of());
  }
}
