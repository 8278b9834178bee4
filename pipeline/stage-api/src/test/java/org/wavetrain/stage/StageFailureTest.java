package org.wavetrain.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.ArtifactError;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.event.FailureEvent;
import org.wavetrain.tracking.TrackingError;

class StageFailureTest {
  @Test
  void whatTheUserCanMendIsToldInItsOwnWords() {
    Exception failure =
        new ExecutionException(new UserFailure(MachineError.DISK_FULL, "It is full.", "Empty it."));

    assertThat(StageFailure.of(failure).exitCode()).isEqualTo(ExitCode.USER_FAILURE);
    assertThat(StageFailure.of(failure).event())
        .contains(new FailureEvent("DISK_FULL", "It is full.", "Empty it."));
  }

  @Test
  void whatMayPassIsWorthAnotherTry() {
    for (ErrorCode code :
        List.of(
            TrackingError.TRACKING_UNREACHABLE,
            TrackingError.TRACKING_SERVER_FAILED,
            ArtifactError.STORE_UNREACHABLE,
            ArtifactError.STORE_FAILED)) {
      StageFailure meaning =
          StageFailure.of(new UserFailure(code, "It does not answer.", "Start it."));

      assertThat(meaning.exitCode()).isEqualTo(ExitCode.STOPPED);
      assertThat(meaning.event())
          .contains(new FailureEvent(code.name(), "It does not answer.", "Start it."));
    }
    UserFailure refused =
        new UserFailure(TrackingError.TRACKING_ACCESS_REFUSED, "It refuses.", "Sign in.");
    assertThat(StageFailure.of(refused).exitCode()).isEqualTo(ExitCode.USER_FAILURE);
  }

  @Test
  void aFullDiskIsSomethingTheUserCanMend() {
    Exception failure = new UncheckedIOException(new IOException("No space left on device"));

    assertThat(StageFailure.of(failure).exitCode()).isEqualTo(ExitCode.USER_FAILURE);
    assertThat(StageFailure.of(failure).event().orElseThrow().code()).isEqualTo("DISK_FULL");
  }

  @Test
  void lackOfMemoryComesWithARemedy() {
    Throwable failure = new IllegalStateException(new OutOfMemoryError("Java heap space"));

    assertThat(StageFailure.of(failure).exitCode()).isEqualTo(ExitCode.OUT_OF_MEMORY);
    assertThat(StageFailure.of(failure).event().orElseThrow().remedy()).contains("smaller batch");
  }

  @Test
  void onlyWhatTheHeapHoldsIsToBeLessWhenItIsFull() {
    assertThat(remedyOf("Java heap space")).doesNotContain("smaller model", "machine");
    assertThat(remedyOf("Physical memory usage is too high: 9G > 8G"))
        .contains("smaller model", "machine with more memory");
  }

  private static String remedyOf(String message) {
    return StageFailure.of(new OutOfMemoryError(message)).event().orElseThrow().remedy();
  }

  @Test
  void aStopOnRequestIsNoFailure() {
    StageFailure meaning = StageFailure.of(new StageStopped("at step 3"));

    assertThat(meaning.exitCode()).isEqualTo(ExitCode.STOPPED);
    assertThat(meaning.event()).isEmpty();
  }

  @Test
  void anythingElseIsTheProgramsFault() {
    StageFailure meaning = StageFailure.of(new IllegalStateException("broken"));

    assertThat(meaning.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(meaning.event().orElseThrow().sentence()).contains("broken");
  }
}
