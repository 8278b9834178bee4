package org.wavetrain.stage;

import java.util.Optional;
import org.wavetrain.artifacts.ClaimLost;
import org.wavetrain.failure.DiskTrouble;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.event.FailureEvent;

/**
 * What a stage's exception means to whoever started it.
 *
 * @param exitCode how the process ends
 * @param event what is said about it; empty when it was only asked to stop
 */
record StageFailure(ExitCode exitCode, Optional<FailureEvent> event) {
  static StageFailure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StageStopped) {
        return new StageFailure(ExitCode.STOPPED, Optional.empty());
      }
      if (cause instanceof ClaimLost) {
        return claimLost(cause);
      }
      if (cause instanceof UserFailure mendable) {
        return new StageFailure(
            mendable.code().mayPass() ? ExitCode.STOPPED : ExitCode.USER_FAILURE,
            Optional.of(
                new FailureEvent(
                    mendable.code().name(), mendable.getMessage(), mendable.remedy())));
      }
      if (cause instanceof OutOfMemoryError) {
        return outOfMemory(cause);
      }
      Optional<DiskTrouble> trouble = DiskTrouble.of(cause);
      if (trouble.isPresent()) {
        return refused(trouble.get(), cause);
      }
    }
    return new StageFailure(
        ExitCode.FAILED,
        Optional.of(
            new FailureEvent(
                StageError.STAGE_FAILED.name(),
                "The stage failed: " + failure + ".",
                "This is a fault of the program; its log has the details.")));
  }

  private static StageFailure refused(DiskTrouble trouble, Throwable cause) {
    return new StageFailure(
        ExitCode.USER_FAILURE,
        Optional.of(
            new FailureEvent(
                trouble.code().name(),
                "A disk is " + trouble.word() + ": " + cause.getMessage() + ".",
                trouble.remedy() + ", then run again: what is done stays done.")));
  }

  /** Nobody needs to mend anything: tried again, it finds what the other process made. */
  private static StageFailure claimLost(Throwable lost) {
    return new StageFailure(
        ExitCode.STOPPED,
        Optional.of(
            new FailureEvent(
                StageError.STAGE_CLAIM_LOST.name(),
                "This process stood still or was cut off for so long that "
                    + lost.getMessage()
                    + "; it has published nothing since.",
                "Leave the work to the other process, or run again to wait for it.")));
  }

  /** Whether another process has the work now, and its records. */
  static boolean isClaimLost(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClaimLost) {
        return true;
      }
    }
    return false;
  }

  /** Whether the JVM's heap was full, and not the machine's memory. */
  private static boolean ofTheHeap(Throwable error) {
    String message = String.valueOf(error.getMessage());
    return message.contains("heap space") || message.contains("GC overhead");
  }

  private static StageFailure outOfMemory(Throwable error) {
    return new StageFailure(
        ExitCode.OUT_OF_MEMORY,
        Optional.of(
            new FailureEvent(
                StageError.STAGE_OUT_OF_MEMORY.name(),
                "The stage ran out of memory: " + error.getMessage() + ".",
                ofTheHeap(error)
                    ? "Give it a smaller batch or shorter recordings: they are what its heap holds,"
                        + " whatever the size of the model."
                    : "Give it a smaller batch, shorter recordings or a smaller model, run fewer"
                        + " stages side by side (--max-parallel 1), or use a machine with more"
                        + " memory.")));
  }
}
