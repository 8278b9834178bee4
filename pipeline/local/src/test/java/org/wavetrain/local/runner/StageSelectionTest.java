package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.failure.UserFailure;

class StageSelectionTest {
  /** a before b and c, which are independent; d after both. */
  private static final Pipeline DIAMOND =
      Sketches.pipeline(
          Sketches.stage("a", Map.of()),
          Sketches.stage("b", Map.of(), "a"),
          Sketches.stage("c", Map.of(), "a"),
          Sketches.stage("d", Map.of(), "b", "c"));

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -, a b c d",
        "b, -, -, b d",
        "-, b, -, a b",
        "-, -, c, c",
        "a, d, -, a b c d",
        "a, b, -, a b",
        "b, b, -, b",
        "b, c, -, ''",
        "b, -, d, d",
        "-, b, d, ''",
      })
  void optionsNarrowEachOther(String from, String until, String only, String expected) {
    StageSelection selection =
        new StageSelection(
            Optional.ofNullable(from),
            Optional.ofNullable(until),
            Optional.ofNullable(only),
            Set.of());

    assertThat(String.join(" ", selection.of(DIAMOND))).isEqualTo(expected);
  }

  @Test
  void onlySelectedStagesAreMadeAgain() {
    StageSelection selection =
        new StageSelection(Optional.of("b"), Optional.empty(), Optional.empty(), Set.of("a", "d"));

    assertThat(selection.again("d", DIAMOND)).isTrue();
    assertThat(selection.again("a", DIAMOND)).isFalse();
    assertThat(selection.again("b", DIAMOND)).isFalse();
  }

  @Test
  void aStageThatIsNotThereIsNamedWithThoseThatAre() {
    StageSelection selection =
        new StageSelection(Optional.empty(), Optional.empty(), Optional.of("e"), Set.of());

    assertThatThrownBy(() -> selection.of(DIAMOND))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(RunnerError.RUN_STAGE_UNKNOWN);
              assertThat(failure).hasMessage("The pipeline sketch has no stage e.");
              assertThat(failure.remedy()).isEqualTo("Its stages are a, b, c, d.");
            });
  }
}
