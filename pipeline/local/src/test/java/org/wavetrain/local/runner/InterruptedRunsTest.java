package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.runner.toy.Diary;
import org.wavetrain.local.runner.toy.Workshop;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;

/** Runs whose stages end before they are done go on where they ended. */
class InterruptedRunsTest {
  private static final String[] SLOW = {"left.steps=20", "left.pause_milliseconds=200"};

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
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGKILL of a stage while it works, as when memory is short",
      outcome =
          "the run fails with STAGE_DIED, which says so, and the next one goes on from the checkpoint")
  void aKilledStageGoesOnFromItsCheckpoint() throws Exception {
    CompletableFuture<RunResult> run = inBackground(workshop.runner(diary, 1));
    diary.awaitProgress();
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);

    assertThatThrownBy(run::get)
        .isInstanceOf(ExecutionException.class)
        .rootCause()
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code().name()).isEqualTo("STAGE_DIED");
              assertThat(failure.remedy())
                  .contains("the machine ran out of memory", "goes on from the last checkpoint");
            });
    Diary second = new Diary();
    workshop.runUntil(second, "left", SLOW);
    assertThat(second.entries())
        .contains("files Cached")
        .anyMatch(entry -> entry.startsWith("left said: goes on after step "));
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "a run that is told to stop",
      outcome =
          "its stages save checkpoints, its record says that it was ended, and the next run"
              + " goes on with both")
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
    RunSummary stopped = workshop.pipelineRun();
    assertThat(stopped.status()).isEqualTo(RunStatus.KILLED);

    Diary second = new Diary();
    RunResult result = workshop.runUntil(second, "left", SLOW);
    assertThat(second.entries())
        .anyMatch(entry -> entry.startsWith("left said: goes on after step "));
    assertThat(result.runId()).isEqualTo(stopped.id());
  }

  private CompletableFuture<RunResult> inBackground(PipelineRunner runner) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return runner.run(workshop.pipeline(SLOW), Workshop.until("left", Set.of()));
          } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
          }
        });
  }
}
