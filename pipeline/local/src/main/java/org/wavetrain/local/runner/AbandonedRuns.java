package org.wavetrain.local.runner;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.local.runner.UnfinishedRuns.UnfinishedRun;
import org.wavetrain.stage.RunFiles;
import org.wavetrain.stage.RunTags;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/** Ends tracking runs whose process was killed before it could. */
public record AbandonedRuns(Tracking tracking, ArtifactStore store) {
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
          end(candidate, RunStatus.KILLED, lastKnown(candidate, unfinished));
        } else if (candidate.parentRunId().equals(Optional.of(run.id()))) {
          endStage(candidate, Map.of());
        }
      }
    }
    return unfinished.stream().filter(candidate -> candidate.id().equals(run.id())).findFirst();
  }

  /**
   * Until when something worked on a run: nobody was there to write down when it was killed. Its
   * stages log something every few seconds.
   */
  private static Instant lastKnown(RunSummary run, List<RunSummary> unfinished) {
    return Stream.concat(
            Stream.of(run),
            unfinished.stream().filter(one -> one.parentRunId().equals(Optional.of(run.id()))))
        .map(RunSummary::lastKnown)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /**
   * Ends the runs of a pipeline's stages that are still open, once none of them is at work.
   *
   * @param made the artifacts of the stages that went through, by stage
   */
  public void endStages(RunSummary pipeline, Map<String, ArtifactKey> made) throws IOException {
    String open =
        "tags.`%s` = '%s' and attributes.status = 'RUNNING'"
            .formatted(Tracking.PARENT_RUN_TAG, pipeline.id());
    for (RunSummary stage : tracking.search(pipeline.experimentId(), RunSearch.matching(open))) {
      endStage(stage, made);
    }
  }

  private void endStage(RunSummary stage, Map<String, ArtifactKey> made) throws IOException {
    Optional<Manifest> published = published(stage);
    if (published.isPresent()) {
      Instant created = published.get().created();
      try (TrackedRun run = tracking.resume(stage.id())) {
        run.tag(RunTags.ARTIFACT, store.address(published.get().key()));
        new RunFiles(tracking, store).putReports(stage.id());
        run.finish(
            RunStatus.FINISHED, created.isAfter(stage.lastKnown()) ? created : stage.lastKnown());
      }
    } else {
      // A shard's artifact is gone once that of the whole is there.
      boolean isPart =
          Optional.ofNullable(stage.tags().get(StageTags.STAGE))
              .filter(made::containsKey)
              .isPresent();
      end(stage, isPart ? RunStatus.FINISHED : RunStatus.KILLED, stage.lastKnown());
    }
  }

  /** What a stage had published before it was killed. An artifact from before does not count. */
  private Optional<Manifest> published(RunSummary stage) throws IOException {
    Optional<ArtifactKey> key =
        Optional.ofNullable(stage.tags().get(ArtifactKey.TAG)).flatMap(ArtifactKey::parseIfKey);
    return key.isEmpty()
        ? Optional.empty()
        : store
            .findReadable(key.get())
            .filter(manifest -> manifest.created().isAfter(stage.started()));
  }

  private void end(RunSummary run, RunStatus status, Instant when) {
    try (TrackedRun abandoned = tracking.resume(run.id())) {
      abandoned.finish(status, when);
    }
  }
}
