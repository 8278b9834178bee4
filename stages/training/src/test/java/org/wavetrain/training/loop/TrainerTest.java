package org.wavetrain.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.stage.InputDataset;
import org.wavetrain.stage.Progress;
import org.wavetrain.stage.RunLog;
import org.wavetrain.stage.StageStopped;
import org.wavetrain.testing.InMemoryCheckpoints;
import org.wavetrain.training.batch.BatchSettings;
import org.wavetrain.training.batch.Batches;
import org.wavetrain.training.batch.Example;
import org.wavetrain.training.fixture.MemorySamples;
import org.wavetrain.training.optimizer.AdamSettings;
import org.wavetrain.training.schedule.LinearSchedule;

class TrainerTest {
  private static final long STEPS = 60;

  @TempDir Path directory;

  private final TreeMap<String, TreeMap<Long, Double>> metrics = new TreeMap<>();
  private final List<String> messages = new ArrayList<>();

  @Test
  void trainingLowersTheLoss() throws Exception {
    LoudnessObjective objective = new LoudnessObjective();

    TrainerState state = train(objective, settings(1, 0), new InMemoryCheckpoints(), () -> false);

    assertThat(metrics.get("loss")).hasSize((int) STEPS);
    assertThat(metrics.get("loss").lastEntry().getValue())
        .isLessThan(metrics.get("loss").firstEntry().getValue() / 10);
    assertThat(state.history()).extracting(EvaluationRecord::step).containsExactly(25L, 50L, 60L);
    assertThat(metrics.get("validation_error")).containsOnlyKeys(25L, 50L, 60L);
  }

  @Test
  void whatBecameOfTimeAndPaddingIsLogged() throws Exception {
    train(new LoudnessObjective(), settings(1, 0), new InMemoryCheckpoints(), () -> false);

    assertThat(metrics.get("data_wait_fraction")).containsOnlyKeys(20L, 40L, 60L);
    assertThat(metrics.get("data_wait_fraction").values()).allMatch(part -> part >= 0 && part <= 1);
    assertThat(metrics.get("padding_fraction").values()).allMatch(part -> part > 0 && part < 1);
    assertThat(metrics.get("minutes_left").lastEntry().getValue()).isZero();
    assertThat(messages).anyMatch(message -> message.endsWith("left for 40 more updates"));
    assertThat(metrics.get("audio_seconds_per_second").values()).allMatch(rate -> rate > 0);
  }

  @Test
  void aRunInterruptedAnywhereEndsAsAnUnbrokenOneBitForBit() throws Exception {
    for (int accumulation : new int[] {1, 3}) {
      LoudnessObjective unbroken = new LoudnessObjective();
      TrainerState expected =
          train(unbroken, settings(accumulation, 0), new InMemoryCheckpoints(), () -> false);
      for (List<Integer> stops : List.of(List.of(1), List.of(7, 26, 27), List.of(25, 59))) {
        LoudnessObjective resumed = new LoudnessObjective();
        InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
        for (int stop : stops) {
          assertThatThrownBy(() -> trainUntil(stop, accumulation, checkpoints))
              .isInstanceOf(StageStopped.class);
        }
        TrainerState actual = train(resumed, settings(accumulation, 0), checkpoints, () -> false);
        assertThat(actual).isEqualTo(expected);
        assertThat(resumed.parameters().toFloatVector())
            .isEqualTo(unbroken.parameters().toFloatVector());
      }
    }
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected =
          "a training that is told to stop between any two batches, of an update or of an evaluation",
      outcome =
          "it saves a checkpoint before the next batch, and goes on to the same end, bit for bit")
  void aRunStoppedBetweenAnyTwoBatchesEndsAsAnUnbrokenOneBitForBit() throws Exception {
    int accumulation = 3;
    AtomicInteger asked = new AtomicInteger();
    LoudnessObjective unbroken = new LoudnessObjective();
    TrainerState expected =
        train(
            unbroken,
            settings(accumulation, 0),
            new InMemoryCheckpoints(),
            () -> asked.incrementAndGet() < 0);
    assertThat(asked.get()).isGreaterThan(accumulation * (int) STEPS);
    for (int moment = 1; moment <= asked.get(); moment += 7) {
      InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
      AtomicInteger left = new AtomicInteger(moment);
      assertThatThrownBy(
              () ->
                  train(
                      new LoudnessObjective(),
                      settings(accumulation, 0),
                      checkpoints,
                      () -> left.decrementAndGet() <= 0))
          .isInstanceOf(StageStopped.class);
      // Asked once, it asks no more.
      assertThat(left).hasValue(0);
      LoudnessObjective resumed = new LoudnessObjective();
      assertThat(train(resumed, settings(accumulation, 0), checkpoints, () -> false))
          .as("stopped at %d", moment)
          .isEqualTo(expected);
      assertThat(resumed.parameters().toFloatVector())
          .isEqualTo(unbroken.parameters().toFloatVector());
    }
  }

  @Test
  void asManyCheckpointsAreKeptAsAskedFor() throws Exception {
    InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();

    train(new LoudnessObjective(), settings(1, 0), checkpoints, () -> false);

    assertThat(checkpoints.steps()).containsExactly(40L, 50L, 60L);
  }

  @Test
  void theBestStateIsKeptWhenAskedFor() throws Exception {
    LoudnessObjective objective = new LoudnessObjective();

    TrainerState state = train(objective, settings(1, 0), new InMemoryCheckpoints(), () -> false);

    Batches validation = new Batches(examples(20), batching(), 0);
    double lowest =
        metrics.get("validation_error").values().stream()
            .mapToDouble(Double::doubleValue)
            .min()
            .orElseThrow();
    assertThat(state.best().value()).isEqualTo(lowest);
    assertThat(objective.evaluate(validation.once())).isEqualTo(Map.of("validation_error", lowest));
  }

  @Test
  void checkpointsHoldTheBestParametersOnlyWhereTheTrainingEndsWithThem() throws Exception {
    for (boolean keepBest : new boolean[] {true, false}) {
      TrainerSettings settings = settings(1, 0, keepBest);
      LoudnessObjective unbroken = new LoudnessObjective();
      TrainerState expected = train(unbroken, settings, new InMemoryCheckpoints(), () -> false);
      InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
      assertThatThrownBy(
              () -> train(new LoudnessObjective(), settings, checkpoints, () -> isLogged(27)))
          .isInstanceOf(StageStopped.class);
      Path state = directory.resolve("state-" + keepBest);
      checkpoints.restoreLatest(state);
      assertThat(Files.exists(state.resolve("trainer/best.safetensors"))).isEqualTo(keepBest);
      LoudnessObjective resumed = new LoudnessObjective();
      assertThat(train(resumed, settings, checkpoints, () -> false)).isEqualTo(expected);
      assertThat(resumed.parameters().toFloatVector())
          .isEqualTo(unbroken.parameters().toFloatVector());
    }
  }

  @Test
  void trainingEndsEarlyWhenNothingImproves() throws Exception {
    TrainerState state =
        train(new LoudnessObjective(), still(), new InMemoryCheckpoints(), () -> false);

    assertThat(state.step()).isEqualTo(20);
  }

  @Test
  void patienceIsNotRenewedByInterruptions() throws Exception {
    InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    for (long stop : new long[] {7, 12, 18}) {
      assertThatThrownBy(
              () -> train(new LoudnessObjective(), still(), checkpoints, () -> isLogged(stop)))
          .isInstanceOf(StageStopped.class);
    }

    TrainerState state = train(new LoudnessObjective(), still(), checkpoints, () -> false);

    assertThat(state.step()).isEqualTo(20);
  }

  @Test
  void whatTheObjectiveRemembersOutlastsAnInterruption() throws Exception {
    InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    assertThatThrownBy(() -> trainUntil(7, 3, checkpoints)).isInstanceOf(StageStopped.class);

    TrainerState state = train(new LoudnessObjective(), settings(3, 0), checkpoints, () -> false);

    assertThat(state.objective()).containsOnly(Map.entry("batches", 3 * STEPS));
  }

  /** Nothing improves: the rate is zero. Evaluates every five updates, three of them in vain. */
  private static TrainerSettings still() {
    return new TrainerSettings(
        1000,
        1,
        new AdamSettings(0.9, 0.98, 1e-6, 0, true),
        new LinearSchedule(0, 0, 1000),
        1,
        5,
        1000,
        2,
        3,
        true,
        1);
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "gradients that are not finite",
      outcome =
          "the updates are skipped with a warning; 20 in a row end the run with TRAINING_DIVERGED, the parameters are still finite")
  void anUpdateThatIsNotFiniteIsSkippedAndTooManyStopTheRun() {
    LoudnessObjective objective = new LoudnessObjective(10);

    assertThatThrownBy(
            () -> train(objective, settings(1, 0), new InMemoryCheckpoints(), () -> false))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_DIVERGED));
    assertThat(objective.parameters().toFloatVector()).doesNotContain(Float.NaN);
    assertThat(messages).anyMatch(message -> message.contains("gradient_not_finite"));
  }

  private void trainUntil(int stop, int accumulation, InMemoryCheckpoints checkpoints)
      throws Exception {
    train(new LoudnessObjective(), settings(accumulation, 0), checkpoints, () -> isLogged(stop));
  }

  /** Whether the loss of an update has been logged. */
  private boolean isLogged(long step) {
    return metrics.getOrDefault("loss", new TreeMap<>()).containsKey(step);
  }

  private TrainerState train(
      LoudnessObjective objective,
      TrainerSettings settings,
      InMemoryCheckpoints checkpoints,
      BooleanSupplier stop)
      throws Exception {
    metrics.clear();
    TrainingHost host = new TrainingHost(log(), progress(), checkpoints, directory, stop);
    Batches training = new Batches(examples(50), batching(), settings.seed());
    Batches validation = new Batches(examples(20), batching(), 0);
    try (Trainer trainer = new Trainer(settings, objective, training, validation, host)) {
      return trainer.run();
    }
  }

  private static TrainerSettings settings(int accumulation, int patience) {
    return settings(accumulation, patience, true);
  }

  private static TrainerSettings settings(int accumulation, int patience, boolean keepBest) {
    return new TrainerSettings(
        STEPS,
        accumulation,
        new AdamSettings(0.9, 0.98, 1e-6, 0, true),
        new LinearSchedule(0.3, 5, STEPS),
        1,
        25,
        10,
        3,
        patience,
        keepBest,
        1);
  }

  private static BatchSettings batching() {
    return new BatchSettings(4, 0, 0, true, false);
  }

  private static List<Example> examples(int count) {
    List<Example> examples = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      short[] samples = new short[800 + 37 * index];
      Arrays.fill(samples, (short) (32_000 * (index % 10) / 10));
      examples.add(
          MemorySamples.example("utterance-" + index, Integer.toString(index % 10), samples));
    }
    return examples;
  }

  private RunLog log() {
    return new RunLog() {
      @Override
      public void metric(String name, double value, long step) {
        metrics.computeIfAbsent(name, key -> new TreeMap<>()).put(step, value);
      }

      @Override
      public void parameters(Map<String, String> parameters) {}

      @Override
      public void tag(String name, String value) {}

      @Override
      public void input(InputDataset dataset) {}
    };
  }

  private Progress progress() {
    return new Progress() {
      @Override
      public void update(long done, long total, String unit, Map<String, Double> figures) {}

      @Override
      public void message(String line) {
        messages.add(line);
      }
    };
  }
}
