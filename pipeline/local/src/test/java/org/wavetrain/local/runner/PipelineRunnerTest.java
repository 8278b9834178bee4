package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.StageOutcome.Cached;
import org.wavetrain.local.runner.toy.Diary;
import org.wavetrain.local.runner.toy.Workshop;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;

/** Runs toy stages as real processes over the embedded servers. */
class PipelineRunnerTest {
  private final Diary diary = new Diary();
  private Workshop workshop;

  @BeforeEach
  void open(@TempDir Path home) throws IOException {
    workshop = new Workshop(home);
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void whatWasMadeIsCachedAndAChangedParameterRunsOnlyWhatDependsOnIt() throws Exception {
    workshop.run(diary);
    RunResult again = workshop.run(new Diary());
    Diary third = new Diary();
    RunResult changed = workshop.run(third, "left.steps=4");

    assertThat(again.outcomes().values()).hasSize(4).allMatch(Cached.class::isInstance);
    assertThat(again.outcomes().keySet()).containsExactly("files", "left", "right", "last");
    assertThat(third.entries())
        .contains("left started: steps 3 → 4", "last started: input left will be made");
    assertThat(changed.outcomes().get("files")).isInstanceOf(Cached.class);
    assertThat(changed.outcomes().get("right")).isInstanceOf(Cached.class);
    assertThat(changed.outcomes().get("left")).isInstanceOf(StageOutcome.Made.class);
    assertThat(changed.outcomes().get("last")).isInstanceOf(StageOutcome.Made.class);
  }

  @Test
  void aStageWhoseInputComesOutAsBeforeStaysCached() throws Exception {
    workshop.run(diary);
    Diary second = new Diary();
    workshop
        .runner(second, 1)
        .run(
            workshop.pipeline(),
            new StageSelection(
                Optional.empty(), Optional.empty(), Optional.empty(), Set.of("files")));

    assertThat(second.entries())
        .containsSubsequence(
            "left MISS", "files started: --no-cache", "files Made", "left Cached", "last Cached");
  }

  @Test
  void independentStagesRunSideBySide() throws Exception {
    workshop.run(diary, "left.pause_milliseconds=300", "right.pause_milliseconds=300");

    List<String> entries = diary.entries();
    assertThat(entries.indexOf("right started: input files will be made"))
        .isPositive()
        .isLessThan(entries.indexOf("left Made"));
    assertThat(entries.indexOf("left started: input files will be made"))
        .isPositive()
        .isLessThan(entries.indexOf("right Made"));
  }

  @Test
  void aFailedStageFailsTheRunWithItsCodeAfterOthersHaveEnded() {
    assertThatThrownBy(
            () -> workshop.run(diary, "left.ending=failure", "right.pause_milliseconds=300"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code().name()).isEqualTo("TOY_BROKEN");
              assertThat(failure).hasMessage("Stage left failed: The toy is broken.");
              assertThat(failure.remedy()).startsWith("Mend the toy.").endsWith("left.log.");
            });
    assertThat(diary.entries())
        .contains("right Made")
        .noneMatch(entry -> entry.startsWith("last st"));
    assertThat(pipelineRun().status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void aStageThatEndsWithoutAWordIsNamed() {
    assertThatThrownBy(() -> workshop.run(diary, "left.ending=halt"))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("Stage left failed: Its process ended with exit code 77");
  }

  @Test
  void aStageThatCrashesPointsToItsLog() {
    assertThatThrownBy(() -> workshop.run(diary, "left.ending=crash"))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.remedy()).contains("left.log"));
  }

  @Test
  void aKilledStageGoesOnFromItsCheckpoint() throws Exception {
    String slow = "left.pause_milliseconds=200";
    CompletableFuture<RunResult> run =
        inBackground(workshop.runner(diary, 1), slow, "left.steps=20");
    diary.awaitProgress();
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);

    assertThatThrownBy(run::get)
        .isInstanceOf(ExecutionException.class)
        .rootCause()
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code().name()).isEqualTo("STAGE_DIED"));
    Diary second = new Diary();
    workshop.run(second, slow, "left.steps=20");
    assertThat(second.entries())
        .contains("files Cached")
        .anyMatch(entry -> entry.startsWith("left said: goes on after step "));
  }

  @Test
  void aStoppedRunGoesOnWhereItStopped() throws Exception {
    String slow = "left.pause_milliseconds=200";
    PipelineRunner runner = workshop.runner(diary, 1);
    CompletableFuture<RunResult> run = inBackground(runner, slow, "left.steps=20");
    diary.awaitProgress();
    runner.stop();

    assertThatThrownBy(run::get)
        .rootCause()
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(RunnerError.RUN_STOPPED));
    assertThat(diary.entries()).contains("left Stopped");
    String stoppedRun = pipelineRun().id();
    assertThat(pipelineRun().status()).isEqualTo(RunStatus.KILLED);

    Diary second = new Diary();
    RunResult result = workshop.run(second, slow, "left.steps=20");
    assertThat(second.entries())
        .anyMatch(entry -> entry.startsWith("left said: goes on after step "));
    assertThat(result.runId()).isEqualTo(stoppedRun);
  }

  @Test
  void theTrackingServerShowsTheStagesUnderTheirPipeline() throws Exception {
    RunResult result = workshop.run(diary);

    RunSummary pipeline = workshop.tracking().run(result.runId());
    assertThat(pipeline.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(pipeline.tags())
        .containsEntry("wavetrain.stage.last", result.outcomes().get("last").key().toString());
    assertThat(runs())
        .filteredOn(run -> run.parentRunId().equals(Optional.of(result.runId())))
        .extracting(RunSummary::name, RunSummary::status)
        .containsExactlyInAnyOrder(
            tuple("files", RunStatus.FINISHED),
            tuple("left", RunStatus.FINISHED),
            tuple("right", RunStatus.FINISHED),
            tuple("last", RunStatus.FINISHED));
  }

  @Test
  void leftOutStagesMustHaveBeenMadeIfTheyAreNeeded() {
    StageSelection fromLeft =
        new StageSelection(Optional.of("left"), Optional.empty(), Optional.empty(), Set.of());

    assertThatThrownBy(() -> workshop.runner(diary, 1).run(workshop.pipeline(), fromLeft))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("Stage left needs stage files");
  }

  @Test
  void untilAStageLeavesOutTheRest() throws Exception {
    StageSelection untilLeft =
        new StageSelection(Optional.empty(), Optional.of("left"), Optional.empty(), Set.of());

    Map<String, StageOutcome> outcomes =
        workshop.runner(diary, 1).run(workshop.pipeline(), untilLeft).outcomes();

    assertThat(outcomes.keySet()).containsExactly("files", "left");
  }

  private CompletableFuture<RunResult> inBackground(PipelineRunner runner, String... parameters) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return runner.run(workshop.pipeline(parameters), StageSelection.all());
          } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
          }
        });
  }

  private RunSummary pipelineRun() {
    return runs().stream().filter(run -> run.parentRunId().isEmpty()).findFirst().orElseThrow();
  }

  private List<RunSummary> runs() {
    return workshop
        .tracking()
        .search(workshop.tracking().experiment("toys"), RunSearch.matching(""));
  }
}
