package org.wavetrain.local.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.definition.EvaluationSources;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.PublishedResults;
import org.wavetrain.definition.Registration;
import org.wavetrain.local.runner.UnfinishedRuns.UnfinishedRun;
import org.wavetrain.stage.UnsentLogs;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/**
 * The tracking run of a whole pipeline, under which its stages' runs are shown.
 *
 * <p>Its id is kept in the home until it has gone through, so that the run that follows one that
 * failed or was killed goes on with it.
 */
final class PipelineTracking implements AutoCloseable {
  private static final String SEED_TAG = "wavetrain.seed";

  private final TrackedRun run;
  private final UnfinishedRuns unfinished;
  private final String pipeline;

  private PipelineTracking(TrackedRun run, UnfinishedRuns unfinished, String pipeline) {
    this.run = run;
    this.unfinished = unfinished;
    this.pipeline = pipeline;
  }

  /**
   * Begins a run, or goes on with the pipeline's last one, once what runs before it could not send
   * is sent and killed ones have been ended.
   */
  static PipelineTracking begin(
      Tracking tracking, ArtifactStore store, Pipeline pipeline, Path home, String runName)
      throws IOException {
    new UnsentLogs(store).send(tracking);
    UnfinishedRuns unfinished = UnfinishedRuns.of(home);
    AbandonedRuns abandoned = new AbandonedRuns(tracking, store);
    Optional<String> resumable = Optional.empty();
    for (UnfinishedRun left : unfinished.all()) {
      Optional<RunSummary> known = abandoned.end(left);
      if (left.pipeline().equals(pipeline.name())) {
        resumable = known.map(RunSummary::id);
      }
    }
    Map<String, String> tags = tags(pipeline);
    TrackedRun run;
    if (resumable.isPresent()) {
      run = tracking.resume(resumable.get());
      tags.forEach(run::tag);
    } else {
      String experiment = tracking.experiment(pipeline.name());
      run = tracking.start(new RunRequest(experiment, runName, Optional.empty(), tags));
    }
    unfinished.add(new UnfinishedRun(pipeline.name(), run.id()));
    return new PipelineTracking(run, unfinished, pipeline.name());
  }

  /** What tells the run of a pipeline. */
  static Map<String, String> tags(Pipeline pipeline) {
    Map<String, String> tags = new HashMap<>();
    tags.put(Tracking.PIPELINE_TAG, pipeline.name());
    tags.put(
        StageTags.ORDER,
        StageTags.order(pipeline.stages().stream().map(PlannedStage::name).toList()));
    tags.put(SEED_TAG, Long.toString(pipeline.seed()));
    pipeline.description().ifPresent(text -> tags.put(Tracking.DESCRIPTION_TAG, text));
    pipeline
        .registration()
        .ifPresent(
            wanted -> {
              tags.put(Registration.MODEL_TAG, wanted.model());
              tags.put(Registration.EVALUATION_TAG, wanted.evaluation());
            });
    EvaluationSources.toTag(pipeline).ifPresent(text -> tags.put(EvaluationSources.TAG, text));
    PublishedResults.toTag(pipeline.published())
        .ifPresent(text -> tags.put(PublishedResults.TAG, text));
    return tags;
  }

  String id() {
    return run.id();
  }

  /** The artifact that a stage made or found. */
  void stage(String stage, StageOutcome outcome) {
    run.tag(StageTags.name(stage), outcome.key().toString());
    run.metric("seconds_" + stage, outcome.elapsed().toMillis() / 1000.0, 0);
  }

  void finish(RunStatus status) throws IOException {
    run.finish(status);
    if (status == RunStatus.FINISHED) {
      unfinished.remove(pipeline);
    }
  }

  @Override
  public void close() {
    run.close();
  }
}
