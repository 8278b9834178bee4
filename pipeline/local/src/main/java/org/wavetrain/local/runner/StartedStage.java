package org.wavetrain.local.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.local.runner.StageOutcome.Failed;
import org.wavetrain.local.runner.StageOutcome.Made;
import org.wavetrain.local.runner.StageOutcome.Stopped;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.stage.StageError;
import org.wavetrain.stage.event.FailureEvent;

/**
 * One stage while it runs.
 *
 * @param name the stage's name in the pipeline file
 * @param key the artifact that it makes
 * @param process its process
 * @param log its log file
 * @param startedNanos when it was started, by {@link System#nanoTime}
 */
record StartedStage(
    String name, ArtifactKey key, ChildProcess process, Path log, long startedNanos) {
  /** Exit codes of this size and more name the signal that ended a process. */
  private static final int SIGNAL_BASE = 128;

  private static final int HANG_UP_SIGNAL = 1;
  private static final int INTERRUPT_SIGNAL = 2;
  private static final int KILL_SIGNAL = 9;
  private static final int TERMINATE_SIGNAL = 15;

  /** Waits until the stage has ended and says what became of it. */
  StageOutcome await(ArtifactStore store, RunListener listener)
      throws IOException, InterruptedException {
    ChildProcess.End end = process.await(event -> listener.told(name, event));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
    if (end.exitCode() == ExitCode.DONE.code()) {
      Optional<Manifest> manifest = store.find(key);
      return manifest.isPresent()
          ? new Made(manifest.get(), elapsed)
          : failed(
              elapsed,
              RunnerError.STAGE_ARTIFACT_MISSING.name(),
              "It ended well, but its artifact " + key + " is not in the store.",
              "Check that nothing else removes files from the store, and run the same command.");
    }
    if (end.hung()) {
      return failed(
          elapsed,
          StageError.STAGE_HUNG.name(),
          "Its process stood still and was ended.",
          "The same command goes on from its last checkpoint.");
    }
    if (end.failure().isPresent()) {
      FailureEvent told = end.failure().get();
      return failed(elapsed, told.code(), told.sentence(), told.remedy());
    }
    if (stopped(end)) {
      return new Stopped(key, elapsed);
    }
    return died(end.exitCode(), elapsed);
  }

  private static boolean stopped(ChildProcess.End end) {
    return end.stopRequested()
        || end.exitCode() == ExitCode.STOPPED.code()
        || end.exitCode() == SIGNAL_BASE + HANG_UP_SIGNAL
        || end.exitCode() == SIGNAL_BASE + INTERRUPT_SIGNAL
        || end.exitCode() == SIGNAL_BASE + TERMINATE_SIGNAL;
  }

  private Failed died(int exitCode, Duration elapsed) {
    if (exitCode == ExitCode.OUT_OF_MEMORY.code()) {
      return failed(
          elapsed,
          StageError.STAGE_OUT_OF_MEMORY.name(),
          "It ran out of memory.",
          "Give it a smaller batch, shorter recordings or a smaller model, or run on a machine with"
              + " more memory.");
    }
    if (exitCode == SIGNAL_BASE + KILL_SIGNAL) {
      return failed(
          elapsed,
          RunnerError.STAGE_DIED.name(),
          "Its process was killed.",
          "If nobody did that, the machine ran out of memory: close other programs. The same "
              + "command goes on from the last checkpoint.");
    }
    return failed(
        elapsed,
        RunnerError.STAGE_DIED.name(),
        "Its process ended with exit code " + exitCode + " and did not say why.",
        "Look at the end of its log.");
  }

  private Failed failed(Duration elapsed, String code, String sentence, String remedy) {
    return new Failed(key, elapsed, code, sentence, remedy, log);
  }
}
