package org.wavetrain.website;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.PipelineRuns;
import org.wavetrain.tracking.MetricPoint;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/** The runs of pipelines and of their stages. */
final class TrackedRuns {
  private final PipelineRuns pipelines;
  private final Tracking tracking;
  private final InstantSource clock;

  TrackedRuns(Tracking tracking, ArtifactStore store, InstantSource clock) {
    this.pipelines = new PipelineRuns(tracking, store);
    this.tracking = tracking;
    this.clock = clock;
  }

  /**
   * The newest runs first.
   *
   * @param pipeline of one pipeline, or of all
   * @param most so many at most
   */
  List<PipelineRun> latest(Optional<String> pipeline, int most) {
    return pipelines.of(pipeline, most).stream().limit(most).toList();
  }

  /** The run of a pipeline with an id; empty if the id is that of something else. */
  Optional<PipelineRun> find(String id) {
    return pipelines.find(id);
  }

  /** The figures of a run's evaluations; none as long as it has none. */
  Map<String, Double> figures(PipelineRun run) {
    return pipelines.figures(run);
  }

  /** How long a run has taken, or has gone on so far. */
  Duration took(PipelineRun run) {
    return run.elapsed().orElseGet(() -> Duration.between(run.started(), clock.instant()));
  }

  /** How long the run of a stage has taken, or has gone on so far. */
  Duration took(RunSummary stage) {
    return Duration.between(stage.started(), stage.ended().orElseGet(clock::instant));
  }

  /** The runs of the stages that a run of a pipeline began itself, in the order of their start. */
  List<RunSummary> stages(PipelineRun run) {
    List<RunSummary> stages =
        new ArrayList<>(
            tracking.search(
                run.experimentId(),
                RunSearch.matching(
                    "tags.`%s` = '%s'".formatted(Tracking.PARENT_RUN_TAG, run.id()))));
    stages.sort(Comparator.comparing(RunSummary::started));
    return stages;
  }

  /** The run that made an artifact, which may be that of an earlier run of the pipeline. */
  Optional<RunSummary> maker(String experimentId, ArtifactKey key) {
    List<RunSummary> newestFirst =
        tracking.search(experimentId, Map.of(ArtifactKey.TAG, key.toString()), 10);
    return newestFirst.stream()
        .filter(run -> run.status() == RunStatus.FINISHED)
        .findFirst()
        .or(() -> newestFirst.stream().findFirst());
  }

  /** What a run has logged of a metric. */
  List<MetricPoint> history(String runId, String metric) {
    return tracking.history(runId, metric).points();
  }
}
