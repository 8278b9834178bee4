package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.StageOutcome.Cached;
import org.wavetrain.local.runner.toy.Diary;
import org.wavetrain.local.runner.toy.Workshop;
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
  void leftOutStagesMustHaveBeenMadeIfTheyAreNeeded() {
    StageSelection fromLeft =
        new StageSelection(Optional.of("left"), Optional.empty(), Optional.empty(), Set.of());

    Planner planner = new Planner(workshop.store(), workshop.stages(), workshop.digests());

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

    assertThat(workshop.runUntil(diary, "left").outcomes()).containsOnlyKeys("files", "left");
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
    assertThat(workshop.trackedRuns())
        .filteredOn(run -> run.parentRunId().equals(Optional.of(result.runId())))
        .extracting(RunSummary::name, RunSummary::status)
        .containsExactlyInAnyOrder(
            tuple("files", RunStatus.FINISHED),
            tuple("left", RunStatus.FINISHED),
            tuple("right", RunStatus.FINISHED),
            tuple("last", RunStatus.FINISHED));
  }
}
