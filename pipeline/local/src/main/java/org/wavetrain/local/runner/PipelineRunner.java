package org.wavetrain.local.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.StageOutcome.Failed;
import org.wavetrain.local.runner.StageOutcome.Stopped;
import org.wavetrain.stage.Stage;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.Tracking;

/**
 * Runs a pipeline on this machine: each stage that is not cached as a process of its own,
 * independent ones side by side as far as processors and memory go. Whoever runs it holds the
 * {@link HomeLock}.
 */
public final class PipelineRunner {
  private static final DateTimeFormatter RUN_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

  private final RunSettings settings;
  private final ArtifactStore store;
  private final Tracking tracking;
  private final DigestMemory memory;
  private final Planner planner;
  private final RunListener listener;
  private final RunningStages running;

  /**
   * @param stages all kinds of stages that there are
   */
  public PipelineRunner(
      RunSettings settings,
      ArtifactStore store,
      Tracking tracking,
      List<Stage> stages,
      RunListener listener) {
    this.settings = settings;
    this.store = store;
    this.tracking = tracking;
    this.listener = listener;
    KnownStages known = new KnownStages(stages);
    this.memory = new DigestMemory(settings.home());
    this.planner = new Planner(store, known, memory);
    this.running = new RunningStages(settings, known);
  }

  /**
   * Runs the selected stages, after which their artifacts exist. When a stage fails, those that run
   * beside it go on to their end and no more are started. To be called once.
   *
   * @throws UserFailure with the code of the stage that failed, {@code RUN_INPUT_MISSING} or {@code
   *     RUN_STOPPED}
   */
  public RunResult run(Pipeline pipeline, StageSelection selection)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    String runName = LocalDateTime.now().format(RUN_NAME);
    StageInputs inputs = StageInputs.of(pipeline, memory);
    RunForecast forecast = planner.forecast(pipeline, selection, inputs);
    listener.planned(forecast);
    try (WorkFolders work = WorkFolders.create(settings.home(), runName);
        PipelineTracking run =
            PipelineTracking.begin(tracking, store, pipeline, settings.home(), runName)) {
      Path logs = settings.home().resolve("logs").resolve(runName);
      // The lock of the home is held: no other process can be at work on what it left.
      RunSettings owning =
          settings.withEnvironment(ClaimOwner.in(settings.home(), settings.environment()));
      StageStarter starter =
          new StageStarter(pipeline, inputs, owning, run.id(), logs, work.path());
      Schedule schedule =
          new Schedule(
              pipeline,
              selection,
              forecast,
              inputs,
              starter,
              running,
              store,
              store.claims(ClaimSettings.fromEnvironment(owning.environment())),
              new TrackedOutcomes(run, listener));
      Map<String, StageOutcome> outcomes = runOrStopAll(schedule);
      Optional<UserFailure> failure = failure(outcomes);
      if (failure.isPresent()) {
        run.finish(RunStatus.FAILED);
        throw failure.get();
      }
      if (running.isStopping() || outcomes.values().stream().anyMatch(Stopped.class::isInstance)) {
        run.finish(RunStatus.KILLED);
        throw new UserFailure(
            RunnerError.RUN_STOPPED,
            "The run was stopped.",
            "The same command goes on where it stopped.");
      }
      run.finish(RunStatus.FINISHED);
      return new RunResult(run.id(), outcomes, Duration.ofNanos(System.nanoTime() - started));
    }
  }

  /**
   * Asks a run that goes on in another thread to stop: its stages save a checkpoint and end.
   * Returns when they have.
   */
  public void stop() throws InterruptedException {
    running.stop();
  }

  private Map<String, StageOutcome> runOrStopAll(Schedule schedule)
      throws IOException, InterruptedException {
    boolean ended = false;
    try {
      Map<String, StageOutcome> outcomes = schedule.run();
      ended = true;
      return outcomes;
    } finally {
      if (!ended) {
        running.stop();
      }
    }
  }

  private static Optional<UserFailure> failure(Map<String, StageOutcome> outcomes) {
    return outcomes.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Failed)
        .findFirst()
        .map(
            entry -> {
              Failed failed = (Failed) entry.getValue();
              return new UserFailure(
                  new StageFailureCode(failed.code()),
                  "Stage " + entry.getKey() + " failed: " + failed.sentence(),
                  failed.remedy() + " Its log is " + failed.log() + ".");
            });
  }
}
