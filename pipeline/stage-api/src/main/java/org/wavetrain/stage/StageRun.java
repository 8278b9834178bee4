package org.wavetrain.stage;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/**
 * The tracking run of one stage. A run of the same artifact that was interrupted is gone on with,
 * so that its curves go on as well.
 */
final class StageRun implements RunLog, AutoCloseable {
  private static final String ARTIFACT_TAG = "wavetrain.artifact";
  private static final String STAGE_TAG = "wavetrain.stage";
  private static final String FAILURE_TAG = "wavetrain.failure";

  private final TrackedRun run;

  private StageRun(TrackedRun run) {
    this.run = run;
  }

  /**
   * @param artifact what is made: the job's artifact or that of its shard
   */
  static StageRun begin(
      Tracking tracking, Job job, ArtifactKey artifact, StageDescriptor descriptor) {
    String experiment = tracking.experiment(job.experiment());
    Map<String, String> key = Map.of(ArtifactKey.TAG, artifact.toString());
    Optional<TrackedRun> unfinished = tracking.findUnfinished(experiment, key);
    StageRun run =
        new StageRun(
            unfinished.orElseGet(
                () ->
                    tracking.start(
                        new RunRequest(experiment, runName(job), job.pipelineRunId(), key))));
    if (unfinished.isPresent()) {
      // The pipeline may have been started anew, and so have another run of its own.
      job.pipelineRunId().ifPresent(parent -> run.tag(Tracking.PARENT_RUN_TAG, parent));
    }
    run.tag(STAGE_TAG, job.name());
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

  /**
   * Does the work and ends the run as the work ends.
   *
   * @param address of the artifact, set as a tag once it is published
   */
  <T> T record(Callable<T> work, String address) throws Exception {
    T result;
    try {
      result = work.call();
    } catch (Throwable failure) {
      end(failure);
      throw failure;
    }
    // If this fails, the run is left open: the artifact is there, so it did not fail.
    run.tag(ARTIFACT_TAG, address);
    run.finish(RunStatus.FINISHED);
    return result;
  }

  private void end(Throwable failure) {
    if (StageFailure.isClaimLost(failure)) {
      // The other process goes on with this run.
      return;
    }
    StageFailure meaning = StageFailure.of(failure);
    try {
      meaning.event().ifPresent(event -> run.tag(FAILURE_TAG, event.code()));
      run.finish(meaning.exitCode() == ExitCode.STOPPED ? RunStatus.KILLED : RunStatus.FAILED);
    } catch (RuntimeException unreachable) {
      failure.addSuppressed(unreachable);
    }
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
  public void close() {
    run.close();
  }

  private static String text(Object value) {
    return value instanceof String words ? words : CanonicalJson.of(value);
  }
}
