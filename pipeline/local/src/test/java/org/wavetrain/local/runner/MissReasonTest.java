package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.PlannedStage;

class MissReasonTest {
  private static final Map<String, Object> PARAMETERS = Map.of("steps", 10L, "rate", 1.0);
  private static final PlannedStage STAGE = Sketches.stage("train", PARAMETERS, "corpus");

  @Test
  void whatWasNeverMadeIsNotMadeYet() {
    assertThat(reason()).isEqualTo("not made yet");
  }

  @Test
  void eachDifferenceIsTold() {
    assertThat(reason(Sketches.manifest("train", "0", 1, PARAMETERS, "corpus")))
        .isEqualTo("code 0 → 1");
    assertThat(reason(Sketches.manifest("train", "1", 7, PARAMETERS, "corpus")))
        .isEqualTo("seed 7 → 1");
    assertThat(
            reason(Sketches.manifest("train", "1", 1, Map.of("steps", 5L, "rate", 1.0), "corpus")))
        .isEqualTo("steps 5 → 10");
    assertThat(reason(Sketches.manifest("train", "1", 1, PARAMETERS, "other")))
        .isEqualTo("input input changed");
  }

  @Test
  void aParameterThatCameOrWentIsTold() {
    assertThat(
            reason(Sketches.manifest("train", "1", 1, Map.of("steps", 10L, "depth", 2L), "corpus")))
        .isEqualTo("depth 2 → none, rate none → 1");
  }

  @Test
  void theMostSimilarArtifactExplains() {
    assertThat(
            reason(
                Sketches.manifest("train", "0", 7, PARAMETERS, "other"),
                Sketches.manifest("train", "1", 7, PARAMETERS, "corpus")))
        .isEqualTo("seed 7 → 1");
  }

  @Test
  void anArtifactOfOtherInputsAndOtherParametersIsAnotherPipelines() {
    assertThat(
            reason(Sketches.manifest("train", "1", 1, Map.of("steps", 5L, "rate", 1.0), "other")))
        .isEqualTo("not made yet");
  }

  @Test
  void aWholeNumberAndAFractionOfTheSameValueDoNotDiffer() {
    assertThat(
            reason(Sketches.manifest("train", "1", 2, Map.of("steps", 10L, "rate", 1L), "corpus")))
        .isEqualTo("seed 2 → 1");
  }

  private static String reason(Manifest... earlier) {
    return MissReason.of(STAGE, 1, Map.of("input", List.of(Sha256.of("corpus"))), List.of(earlier));
  }
}
