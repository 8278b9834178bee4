package org.wavetrain.local.runner;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.local.runner.UnfinishedRuns.UnfinishedRun;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/** Ends tracking runs whose process was killed before it could. */
record AbandonedRuns(Tracking tracking, ArtifactStore store) {
  /**
   * Ends the run of a pipeline, if it is still open, and those of its stages.
   *
   * @return the run; empty if the server does not know it, or has it as finished
   */
  Optional<RunSummary> end(UnfinishedRun run) throws IOException {
    Optional<String> experiment = tracking.findExperiment(run.pipeline());
    if (experiment.isEmpty()) {
      return Optional.empty();
    }
    // Searched for rather than read: another tracking server may be configured by now.
    List<RunSummary> unfinished =
        tracking.search(experiment.get(), RunSearch.matching("attributes.status != 'FINISHED'"));
    for (RunSummary candidate : unfinished) {
      if (candidate.status() == RunStatus.RUNNING) {
        if (candidate.id().equals(run.id())) {
          end(candidate, RunStatus.KILLED);
        } else if (candidate.parentRunId().equals(Optional.of(run.id()))) {
          end(candidate, hasPublished(candidate) ? RunStatus.FINISHED : RunStatus.KILLED);
        }
      }
    }
    return unfinished.stream().filter(candidate -> candidate.id().equals(run.id())).findFirst();
  }

  /** Whether a stage was killed after its artifact was there. One from before does not count. */
  private boolean hasPublished(RunSummary stage) throws IOException {
    Optional<ArtifactKey> key =
        Optional.ofNullable(stage.tags().get(ArtifactKey.TAG)).map(ArtifactKey::parse);
    return key.isPresent()
        && store
            .findReadable(key.get())
            .filter(manifest -> manifest.created().isAfter(stage.started()))
            .isPresent();
  }

  private void end(RunSummary run, RunStatus status) {
    try (TrackedRun abandoned = tracking.resume(run.id())) {
      abandoned.finish(status);
    }
  }
}
