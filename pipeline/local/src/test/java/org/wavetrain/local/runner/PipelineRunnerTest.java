package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactError;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.CheckpointStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.StageOutcome.Cached;
import org.wavetrain.local.runner.toy.Diary;
import org.wavetrain.local.runner.toy.Workshop;
import org.wavetrain.stage.event.FinishedEvent;
import org.wavetrain.stage.event.StageEvent;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;

/** Runs toy stages as real processes over the embedded servers. */
class PipelineRunnerTest {
  private static final StageSelection UNTIL_LEFT =
      new StageSelection(Optional.empty(), Optional.of("left"), Optional.empty(), Set.of());
  private static final String[] SLOW = {"left.steps=20", "left.pause_milliseconds=200"};

  private final Diary diary = new Diary();
  private Workshop workshop;
  private Path scratch;

  @BeforeEach
  void open(@TempDir Path home) throws IOException {
    scratch = home;
    workshop = new Workshop(home);
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void whatWasMadeIsCachedAndAChangedParameterRunsOnlyWhatDependsOnIt() throws Exception {
    RunResult first =
        workshop.run(diary, "left.pause_milliseconds=300", "right.pause_milliseconds=300");
    assertThatStagesRanSideBySide("left", "right");
    assertThatTrackingShows(first);

    RunResult again =
        workshop.run(new Diary(), "left.pause_milliseconds=300", "right.pause_milliseconds=300");
    assertThat(again.outcomes().values()).hasSize(4).allMatch(Cached.class::isInstance);
    assertThat(again.outcomes().keySet()).containsExactly("files", "left", "right", "last");

    Diary third = new Diary();
    workshop.run(third, "left.pause_milliseconds=200", "right.pause_milliseconds=300");
    assertThat(third.entries())
        .contains(
            "files Cached",
            "right Cached",
            "left started: pause_milliseconds 300 → 200",
            "left Made",
            // It takes in the count alone, which came out the same.
            "last Cached");
  }

  @Test
  void aStageIsMadeAgainWhenAskedToAndWhatFollowsStaysCached() throws Exception {
    runUntilLeft(diary);
    Diary second = new Diary();
    make(second, "left", Set.of("files"));

    assertThat(diary.entries()).doesNotContain("right MISS", "last MISS");
    assertThat(second.entries())
        .containsSubsequence("left MISS", "files started: --no-cache", "files Made", "left Cached");
  }

  @Test
  void aStageThatFailsWhenItIsMadeAgainLeavesItsArtifactAsItWas() throws Exception {
    ArtifactKey key = runUntilLeft(diary).outcomes().get("left").key();
    Manifest before = workshop.store().find(key).orElseThrow();
    workshop.breakStages();

    assertThatThrownBy(() -> makeAgain(new Diary(), "left"))
        .hasMessageContaining("The toy is broken");

    assertThat(workshop.store().find(key)).contains(before);
  }

  @Test
  void aStageThatIsMadeAgainCountsFromTheStartAndGoesOnOnlyIfItWasInterrupted() throws Exception {
    ArtifactKey key = runUntilLeft(diary).outcomes().get("left").key();
    leaveCheckpoint(workshop.store().checkpoints(key));
    Diary again = new Diary();
    makeAgain(again, "left");
    assertThat(again.entries()).contains("left Made").noneMatch(PipelineRunnerTest::goesOn);

    leaveCheckpoint(workshop.store().checkpointsOfReplacement(key));
    Diary interrupted = new Diary();
    makeAgain(interrupted, "left");
    assertThat(interrupted.entries()).contains("left Made").anyMatch(PipelineRunnerTest::goesOn);
  }

  @Test
  void checkpointsOfAnArtifactThatExistsAreRemoved(@TempDir Path empty) throws Exception {
    ArtifactKey key = make("files").outcomes().get("files").key();
    leaveCheckpoint(workshop.store().checkpoints(key));

    make("files");

    assertThat(workshop.store().checkpoints(key).restoreLatest(empty)).isEmpty();
  }

  @Test
  void aDamagedManifestIsMendedByMakingTheArtifactAgain() throws Exception {
    ArtifactKey key = make("files").outcomes().get("files").key();
    Files.writeString(workshop.manifest(key), "damaged");
    assertThatThrownBy(() -> make("files"))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.remedy()).contains("--no-cache"));

    makeAgain(new Diary(), "files");

    assertThat(workshop.store().find(key)).isPresent();
  }

  @Test
  void aStoreThatGoesAwayIsNamed() {
    RunListener stopping =
        new Diary() {
          @Override
          public void told(String stage, StageEvent event) {
            if (event instanceof FinishedEvent) {
              workshop.stopServers();
            }
          }
        };

    assertThatThrownBy(
            () -> workshop.runner(stopping, 1).run(workshop.pipeline(), StageSelection.all()))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.STORE_UNREACHABLE));
  }

  @Test
  void aStageThatEndsWithoutAWordIsNamed() {
    assertThatThrownBy(() -> runUntilLeft(diary, "left.ending=halt"))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("Stage left failed: Its process ended with exit code 77");
  }

  @Test
  void aStageThatCrashesPointsToItsLog() {
    assertThatThrownBy(() -> runUntilLeft(diary, "left.ending=crash"))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.remedy()).contains("left.log"));
  }

  @Test
  void aKilledStageGoesOnFromItsCheckpoint() throws Exception {
    CompletableFuture<RunResult> run = inBackground(workshop.runner(diary, 1));
    diary.awaitProgress();
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);

    assertThatThrownBy(run::get)
        .isInstanceOf(ExecutionException.class)
        .rootCause()
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code().name()).isEqualTo("STAGE_DIED"));
    Diary second = new Diary();
    runUntilLeft(second, SLOW);
    assertThat(second.entries())
        .contains("files Cached")
        .anyMatch(entry -> entry.startsWith("left said: goes on after step "));
  }

  @Test
  void aStoppedRunGoesOnWhereItStopped() throws Exception {
    PipelineRunner runner = workshop.runner(diary, 1);
    CompletableFuture<RunResult> run = inBackground(runner);
    diary.awaitProgress();
    runner.stop();

    assertThatThrownBy(run::get)
        .rootCause()
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(RunnerError.RUN_STOPPED));
    assertThat(diary.entries()).contains("left Stopped");
    RunSummary stopped = pipelineRun();
    assertThat(stopped.status()).isEqualTo(RunStatus.KILLED);

    Diary second = new Diary();
    RunResult result = runUntilLeft(second, SLOW);
    assertThat(second.entries())
        .anyMatch(entry -> entry.startsWith("left said: goes on after step "));
    assertThat(result.runId()).isEqualTo(stopped.id());
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
  void leftOutStagesMustHaveBeenMadeIfTheyAreNeeded() {
    StageSelection fromLeft =
        new StageSelection(Optional.of("left"), Optional.empty(), Optional.empty(), Set.of());

    Planner planner = new Planner(workshop.store(), workshop.stages());

    List<ThrowingCallable> runAndPlan =
        List.of(
            () -> workshop.runner(diary, 1).run(workshop.pipeline(), fromLeft),
            () -> planner.forecast(workshop.pipeline(), fromLeft));
    assertThat(runAndPlan)
        .allSatisfy(
            command ->
                assertThatThrownBy(command)
                    .isInstanceOfSatisfying(
                        UserFailure.class,
                        failure ->
                            assertThat(failure.code()).isEqualTo(RunnerError.RUN_INPUT_MISSING))
                    .hasMessageContaining("Stage left needs stage files"));
  }

  @Test
  void stagesThatAreNeitherWantedNorNeededAreLeftOutAlthoughTheyWereMade() throws Exception {
    workshop.run(new Diary());

    assertThat(runUntilLeft(diary).outcomes()).containsOnlyKeys("files", "left");
  }

  private RunResult runUntilLeft(Diary diary, String... parameters)
      throws IOException, InterruptedException {
    return workshop.runner(diary, 1).run(workshop.pipeline(parameters), UNTIL_LEFT);
  }

  private RunResult make(String stage) throws IOException, InterruptedException {
    return make(new Diary(), stage, Set.of());
  }

  private void makeAgain(Diary again, String stage) throws IOException, InterruptedException {
    make(again, stage, Set.of(stage));
  }

  private RunResult make(Diary diary, String stage, Set<String> again)
      throws IOException, InterruptedException {
    return workshop
        .runner(diary, 1)
        .run(
            workshop.pipeline(),
            new StageSelection(Optional.empty(), Optional.of(stage), Optional.empty(), again));
  }

  private void leaveCheckpoint(CheckpointStore checkpoints) throws IOException {
    checkpoints.save(2, Files.createTempDirectory(scratch, "state"));
  }

  private static boolean goesOn(String entry) {
    return entry.startsWith("left said: goes on after step ");
  }

  private CompletableFuture<RunResult> inBackground(PipelineRunner runner) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return runner.run(workshop.pipeline(SLOW), UNTIL_LEFT);
          } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
          }
        });
  }

  private void assertThatStagesRanSideBySide(String one, String other) {
    List<String> entries = diary.entries();
    String reason = " started: not made yet";
    assertThat(entries).contains(one + reason, other + reason);
    assertThat(entries.indexOf(one + reason)).isLessThan(entries.indexOf(other + " Made"));
    assertThat(entries.indexOf(other + reason)).isLessThan(entries.indexOf(one + " Made"));
  }

  private void assertThatTrackingShows(RunResult result) {
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

  private RunSummary pipelineRun() {
    return runs().stream().filter(run -> run.parentRunId().isEmpty()).findFirst().orElseThrow();
  }

  private List<RunSummary> runs() {
    return workshop
        .tracking()
        .search(workshop.tracking().experiment("toys"), RunSearch.matching(""));
  }
}
