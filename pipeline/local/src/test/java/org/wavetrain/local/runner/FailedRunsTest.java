package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactError;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.runner.toy.Diary;
import org.wavetrain.local.runner.toy.Workshop;
import org.wavetrain.stage.event.FinishedEvent;
import org.wavetrain.stage.event.StageEvent;
import org.wavetrain.tracking.RunStatus;

/** What went wrong is named, with what to do about it. */
class FailedRunsTest {
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
      area = FaultArea.OBJECT_STORE,
      injected = "the store ends in the midst of a run",
      outcome = "STORE_UNREACHABLE; what is done stays done")
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
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "a stage whose process ends without a word",
      outcome = "the run fails and says how it ended")
  void aStageThatEndsWithoutAWordIsNamed() {
    assertThatThrownBy(() -> workshop.runUntil(diary, "left", "left.ending=halt"))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("Stage left failed: Its process ended with exit code 77");
  }

  @Test
  void aStageThatCrashesPointsToItsLog() {
    assertThatThrownBy(() -> workshop.runUntil(diary, "left", "left.ending=crash"))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.remedy()).contains("left.log"));
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
    assertThat(workshop.pipelineRun().status()).isEqualTo(RunStatus.FAILED);
  }
}
