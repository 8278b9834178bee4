package org.wavetrain.training.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.fixture.TinyModel;
import org.wavetrain.training.loop.TrainerSettings;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.training.schedule.LearningRateSchedule;
import org.wavetrain.training.schedule.TriStageSchedule;

class TrainingParametersTest {
  private static final TrainingDefaults DEFAULTS = new TrainingDefaults(2400, 1e-3, 200, 20, 8, 1);

  @Test
  void withoutAWordOfEpochsUpdatesCount() {
    TrainerSettings settings = settings(Map.of("steps", 900L, "evaluate_every", 50L), 7);

    assertThat(settings.steps()).isEqualTo(900);
    assertThat(settings.evaluateEvery()).isEqualTo(50);
    assertThat(settings.checkpointEvery()).isEqualTo(200);
    assertThat(settings.schedule().warmupSteps()).isEqualTo(200);
  }

  @Test
  void epochsBecomeUpdates() {
    // 101 batches, of which 4 make an update.
    TrainerSettings settings =
        settings(
            Map.of(
                "epochs", 30.0,
                "accumulation", 4L,
                "evaluate_every_epochs", 0.5,
                "checkpoint_every_epochs", 1.0),
            101);

    assertThat(settings.steps()).isEqualTo(758);
    assertThat(settings.evaluateEvery()).isEqualTo(13);
    assertThat(settings.checkpointEvery()).isEqualTo(26);
  }

  @Test
  void anEpochOfOneBatchIsAnUpdateAtLeast() {
    TrainerSettings settings = settings(Map.of("evaluate_every_epochs", 0.01), 1);

    assertThat(settings.evaluateEvery()).isOne();
  }

  @Test
  void theWarmupMayBeAShareOfTheRun() {
    LearningRateSchedule schedule =
        settings(Map.of("epochs", 50.0, "warmup_ratio", 0.2, "schedule", "cosine"), 10).schedule();

    assertThat(schedule.warmupSteps()).isEqualTo(100);
    assertThat(schedule.at(99)).isCloseTo(1e-3, within(1e-12));
  }

  @Test
  void triStageHasThePhasesOfFairseq() {
    Map<String, Object> published =
        Map.of(
            "schedule", "tri_stage", "steps", 80_000L, "learning_rate", 3e-5, "warmup_ratio", 0.1);

    assertThat(settings(published, 1).schedule())
        .isEqualTo(new TriStageSchedule(3e-5, 8_000, 32_000, 40_000, 0.01, 0.05));
  }

  @ParameterizedTest
  @CsvSource({
    "steps, 100, epochs, 3",
    "evaluate_every, 10, evaluate_every_epochs, 1",
    "checkpoint_every, 10, checkpoint_every_epochs, 1",
    "warmup_steps, 10, warmup_ratio, 0.1"
  })
  void whatIsSaidTwiceIsRefused(String name, long value, String otherName, double other) {
    assertThatThrownBy(() -> settings(Map.of(name, value, otherName, other), 10))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_PARAMETERS_CONTRADICT);
              assertThat(failure.remedy()).contains("--set STAGE." + name + "= takes back");
            })
        .hasMessageContainingAll(name + " " + value, otherName + " " + other);
  }

  @ParameterizedTest
  @CsvSource({
    "linear, final_learning_rate, 1e-5",
    "constant, final_learning_rate, 1e-5",
    "tri_stage, final_learning_rate, 1e-5",
    "cosine, schedule_power, 2",
    "linear, hold_ratio, 0.2",
    "polynomial, initial_scale, 0.1",
    "cosine, final_scale, 0.1"
  })
  void whatAScheduleHasNoUseForIsRefused(String schedule, String name, double value) {
    Parameters given = parameters(Map.of("schedule", schedule, name, value));

    assertThat(ScheduleParameters.contradictions(given, DEFAULTS))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.parameters()).containsExactly(name, "schedule");
              assertThat(problem.failure().code())
                  .isEqualTo(TrainingError.TRAINING_PARAMETERS_CONTRADICT);
              assertThat(problem.failure())
                  .hasMessageContainingAll(name + " " + value, "schedule " + schedule);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "cosine, final_learning_rate, 1e-5",
    "polynomial, final_learning_rate, 1e-5",
    "polynomial, schedule_power, 2",
    "tri_stage, hold_ratio, 0.2",
    "tri_stage, final_scale, 0.1"
  })
  void whatAScheduleHasAUseForIsNot(String schedule, String name, double value) {
    Parameters given = parameters(Map.of("schedule", schedule, name, value));

    assertThat(ScheduleParameters.contradictions(given, DEFAULTS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"warmup_steps, 100, 100", "warmup_steps, 1000, 1000", "warmup_ratio, 1, 100"})
  void aWarmupThatDoesNotEndIsRefused(String name, double value, long updates) {
    Object typed = name.equals("warmup_steps") ? (Object) (long) value : (Object) value;

    assertThatThrownBy(() -> settings(Map.of("steps", 100L, name, typed), 1))
        .hasMessageContaining("warm-up of " + updates + " updates")
        .hasMessageContaining("the 100 updates");
  }

  @Test
  void theUsualWarmupGivesWayInAShortTraining() {
    assertThat(settings(Map.of("steps", 100L), 1).schedule().warmupSteps()).isEqualTo(50);
    assertThat(settings(Map.of("steps", 1L), 1).schedule().warmupSteps()).isZero();
  }

  @Test
  void aTriStageScheduleThatNeverFallsIsRefused() {
    Map<String, Object> given =
        Map.of("schedule", "tri_stage", "steps", 100L, "warmup_ratio", 0.5, "hold_ratio", 0.5);

    assertThatThrownBy(() -> settings(given, 1))
        .hasMessageContaining("A warm-up of 50 updates and 50 at the peak leave none of 100");
  }

  @Test
  void everythingThatContradictsItselfIsToldAtOnce() {
    Map<String, Object> given =
        Map.of(
            "steps",
            100L,
            "epochs",
            3.0,
            "evaluate_every",
            7L,
            "evaluate_every_epochs",
            1.0,
            "warmup_ratio",
            0.1,
            "warmup_steps",
            10L,
            "batch_size",
            0L,
            "hold_ratio",
            0.1);

    assertThat(TrainingParameters.contradictions(parameters(given), DEFAULTS))
        .extracting(problem -> problem.parameters().get(0))
        .containsExactly("steps", "evaluate_every", "hold_ratio", "warmup_steps", "batch_size");
  }

  @Test
  void aCourseIsOnlyHeldAgainstUpdatesThatAreKnown() {
    Map<String, Object> longWarmup = new TreeMap<>(Map.of("warmup_steps", 3000L));
    assertThat(TrainingParameters.contradictions(parameters(longWarmup), DEFAULTS))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.failure()).hasMessageContaining("the 2400 updates"));

    longWarmup.put("epochs", 3.0);
    assertThat(TrainingParameters.contradictions(parameters(longWarmup), DEFAULTS)).isEmpty();
  }

  @Test
  void aSizeThatNoModelHasIsBlamedOnTheParameters() {
    Map<String, Object> parameters = TinyModel.parameters();
    parameters.put("size", "nano");
    parameters.put("attention_heads", 5L);
    assertThatThrownBy(() -> ModelShape.read(new Parameters(parameters)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_PARAMETERS_CONTRADICT);
              assertThat(failure.remedy())
                  .contains("attention_heads")
                  .doesNotContain("config.json");
            })
        .hasMessageContaining("hidden_size 32 is not divisible by num_attention_heads 5");
  }

  @Test
  void batchesWithoutALimitAreRefused() {
    assertThatThrownBy(
            () ->
                TrainingParameters.batches(
                    parameters(Map.of("batch_size", 0L, "batch_seconds", 0.0)), false, true))
        .hasMessageContaining("batch_size and batch_seconds are both 0");
  }

  private static TrainerSettings settings(Map<String, Object> given, int batchesInEpoch) {
    return TrainingParameters.trainer(parameters(given), DEFAULTS, batchesInEpoch, 1);
  }

  private static Parameters parameters(Map<String, Object> given) {
    Map<String, Object> values = new TreeMap<>();
    for (Parameter parameter : TrainingParameters.declare(DEFAULTS)) {
      values.put(parameter.name(), parameter.fallback().orElseThrow());
    }
    values.putAll(given);
    return new Parameters(values);
  }
}
