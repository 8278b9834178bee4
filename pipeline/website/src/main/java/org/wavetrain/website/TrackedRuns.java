package org.wavetrain.website;

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
import org.wavetrain.report.RunFigures;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/** The runs of pipelines and of their stages. */
final class TrackedRuns {
  private final PipelineRuns pipelines;
  private final Tracking tracking;

  TrackedRuns(Tracking tracking, ArtifactStore store, InstantSource clock) {
    this.pipelines = new PipelineRuns(tracking, store, clock);
    this.tracking = tracking;
  }

  /**
   * The newest runs first.
   *
   * @param most so many of each pipeline at most
   */
  List<PipelineRun> latest(int most) {
    return pipelines.of(Optional.empty(), most);
  }

  /** The run of a pipeline with an id; empty if the id is that of something else. */
  Optional<PipelineRun> find(String id) {
    return pipelines.find(id);
  }

  /** The figures of a run's evaluations; none as long as it has none. */
  RunFigures figures(PipelineRun run) {
    return pipelines.figures(run);
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
}
