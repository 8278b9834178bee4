package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageContext;

class TimeEstimatesTest {
  private final TimeEstimates estimates = new TimeEstimates(new KnownStages(List.of(new Train())));

  @Test
  void withoutExperienceTheStageGuesses() {
    assertThat(estimate(10)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void experienceIsScaledByWhatTheStageThinksOfTheParameters() {
    assertThat(estimate(30, earlier(Map.of("steps", 10L)))).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void theNewestArtifactWithTheSameParametersCounts() {
    assertThat(
            estimate(
                10,
                earlier(Map.of("steps", 10L, "gone", 1L)),
                earlier(Map.of("steps", 20L)),
                earlier(Map.of("steps", 10L))))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whereTheStageGuessesNothingTheExperienceStands() {
    assertThat(estimate(10, earlier(Map.of("steps", 0L)))).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whatDependsOnInputsThatNobodySawIsUnknown() {
    assertThat(estimates.of(epochs(3), List.of())).isEmpty();
    assertThat(estimates.of(epochs(3), List.of(earlier(Map.of("steps", 10L, "epochs", 0L)))))
        .isEmpty();
  }

  @Test
  void experienceWithSuchInputsIsScaledToo() {
    assertThat(estimates.of(epochs(3), List.of(earlier(Map.of("steps", 10L, "epochs", 1L)))))
        .contains(Duration.ofMinutes(3));
  }

  private static PlannedStage epochs(long count) {
    return Sketches.stage("train", Map.of("steps", 10L, "epochs", count));
  }

  private Duration estimate(long steps, Manifest... earlier) {
    return estimates
        .of(Sketches.stage("train", Map.of("steps", steps)), List.of(earlier))
        .orElseThrow();
  }

  private static Manifest earlier(Map<String, ?> parameters) {
    return Sketches.manifest("train", "1", 1, parameters, "corpus");
  }

  /** Takes a second for each step, and an unknown time for each epoch. */
  private static final class Train implements Stage {
    @Override
    public StageDescriptor descriptor() {
      return new StageDescriptor("train", "1", "For a test.", List.of(), List.of(), 256);
    }

    @Override
    public Duration roughEstimate(Parameters parameters) {
      return Duration.ofSeconds(
          estimatesUnseen(parameters) ? parameters.integer("steps") : parameters.integer("epochs"));
    }

    @Override
    public boolean estimatesUnseen(Parameters parameters) {
      return parameters.asMap().getOrDefault("epochs", 0L).equals(0L);
    }

    @Override
    public void run(StageContext context) {}
  }
}
