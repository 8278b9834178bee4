package org.wavetrain.stage;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.artifacts.CheckpointStore;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.ClaimLost;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/**
 * The tracking run of one stage. A run of the same artifact that was interrupted is gone on with,
 * so that its curves go on as well. While the tracking server is away the stage goes on; what it
 * logs is kept in the object store with each checkpoint and at the end.
 */
final class StageRun implements RunLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StageRun.class);

  private final TrackedRun run;
  private final TrackingServices services;
  private final Claim claim;
  private final KeptLog kept;

  private StageRun(TrackedRun run, TrackingServices services, Claim claim) {
    this.run = run;
    this.services = services;
    this.claim = claim;
    this.kept = services.unsent().of(run, claim);
    // Whoever takes over goes on with the same run.
    run.sendOnlyWhile(claim::isCertain);
  }

  /**
   * @param artifact what is made: the job's artifact or that of its shard
   * @param claim of the artifact, and so of the run
   */
  static StageRun begin(
      TrackingServices services,
      Job job,
      ArtifactKey artifact,
      StageDescriptor descriptor,
      Claim claim) {
    // First, for what an interrupted run has logged already not to be logged again.
    services.unsent().send(services.tracking());
    Tracking tracking = services.tracking();
    String experiment = tracking.experiment(job.experiment());
    Map<String, String> key = Map.of(ArtifactKey.TAG, artifact.toString());
    Optional<TrackedRun> unfinished = tracking.findUnfinished(experiment, key);
    StageRun run =
        new StageRun(
            unfinished.orElseGet(
                () ->
                    tracking.start(
                        new RunRequest(experiment, runName(job), job.pipelineRunId(), key))),
            services,
            claim);
    if (unfinished.isPresent()) {
      // The pipeline may have been started anew, and so have another run of its own.
      job.pipelineRunId().ifPresent(parent -> run.tag(Tracking.PARENT_RUN_TAG, parent));
    }
    run.tag(StageTags.STAGE, job.name());
    job.shard().ifPresent(shard -> run.tag(StageTags.SHARD, shard.toString()));
    Map<String, String> parameters = new HashMap<>();
    job.parameters().asMap().forEach((name, value) -> parameters.put(name, text(value)));
    parameters.put("seed", Long.toString(job.seed()));
    parameters.put("code_version", descriptor.codeVersion());
    run.parameters(parameters);
    return run;
  }

  private static String runName(Job job) {
    return job.runName() + job.shard().map(shard -> " " + shard).orElse("");
  }

  /** What a stage does while the machine is looked at. */
  @FunctionalInterface
  interface Work<T> {
    T of(SystemMetrics metrics) throws Exception;
  }

  /**
   * Does the work and ends the run as the work ends.
   *
   * @param address of the artifact, set as a tag once it is published
   */
  <T> T record(Work<T> work, String address) throws Exception {
    T result;
    try (SystemMetrics metrics = SystemMetrics.of(run, services.folder())) {
      result = work.of(metrics);
    } catch (Throwable failure) {
      end(failure);
      throw failure;
    }
    // If this fails, the run is left open: the artifact is there, so it did not fail.
    run.tag(RunTags.ARTIFACT, address);
    if (run.sendIfReachable()) {
      services.files().putReports(run.id());
    }
    finish(RunStatus.FINISHED);
    return result;
  }

  /** Checkpoints that keep what was logged before them. */
  CheckpointStore keeping(CheckpointStore checkpoints) {
    return new KeepingCheckpoints(checkpoints, kept);
  }

  /** Sends what was logged or, while the tracking server is away, keeps it. */
  void sendOrKeep() {
    kept.sendOrKeep();
  }

  private void end(Throwable failure) {
    if (StageFailure.isClaimLost(failure) || !isStillOurs()) {
      abandon();
      return;
    }
    StageFailure meaning = StageFailure.of(failure);
    try {
      meaning.event().ifPresent(event -> run.tag(RunTags.FAILURE, event.code()));
      finish(meaning.exitCode() == ExitCode.STOPPED ? RunStatus.KILLED : RunStatus.FAILED);
    } catch (RuntimeException unreachable) {
      failure.addSuppressed(unreachable);
    }
  }

  /** Another process may go on with the run, if this one was cut off from the store. */
  private boolean isStillOurs() {
    if (claim.isCertain()) {
      return true;
    }
    try {
      claim.require();
      return true;
    } catch (ClaimLost | UserFailure unknown) {
      LOG.warn("What became of the run is left to others to tell: {}", unknown.getMessage());
      return false;
    }
  }

  private void finish(RunStatus status) {
    run.end(status);
    keepBeforeWaiting();
    try {
      run.finishSending(services.patience());
      kept.remove();
    } catch (UserFailure away) {
      if (!away.code().mayPass()) {
        // The server would refuse it from others, too.
        kept.remove();
        throw away;
      }
      kept.sendOrKeep();
      run.stop();
      LOG.warn("The end of the run is not told: {}", away.getMessage());
      services
          .progress()
          .message(
              "The tracking server does not answer. What was logged is kept in the object store;"
                  + " whatever starts next with that server sends it.");
    }
  }

  /** Whoever kills this process while it waits for the server has not killed the run's end. */
  private void keepBeforeWaiting() {
    try {
      kept.sendOrKeep();
    } catch (UserFailure storeAway) {
      LOG.warn("The end of the run cannot be kept yet: {}", storeAway.getMessage());
    }
  }

  /** Stops logging, whatever is left: another process goes on with the run. */
  void abandon() {
    run.stop();
  }

  @Override
  public void metric(String name, double value, long step) {
    run.metric(name, value, step);
  }

  @Override
  public void parameters(Map<String, String> parameters) {
    run.parameters(parameters);
  }

  @Override
  public void tag(String name, String value) {
    run.tag(name, value);
  }

  @Override
  public void input(InputDataset dataset) {
    run.input(InputDatasetJson.of(dataset, services.store().address(dataset.artifact())));
  }

  @Override
  public void close() {
    run.close();
  }

  private static String text(Object value) {
    return value instanceof String words ? words : CanonicalJson.of(value);
  }
}
