package org.wavetrain.local.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunSearch;
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
  private static final String PIPELINE_TAG = "wavetrain.pipeline";
  private static final String SEED_TAG = "wavetrain.seed";

  private final TrackedRun run;
  private final Path marker;

  private PipelineTracking(TrackedRun run, Path marker) {
    this.run = run;
    this.marker = marker;
  }

  static PipelineTracking begin(Tracking tracking, Pipeline pipeline, Path home, String runName)
      throws IOException {
    Path marker = home.resolve("unfinished-run");
    String experiment = tracking.experiment(pipeline.name());
    Optional<RunSummary> unfinished = unfinished(tracking, experiment, marker);
    if (unfinished.isPresent()) {
      endAbandonedStages(tracking, experiment, unfinished.get().id());
      return new PipelineTracking(tracking.resume(unfinished.get().id()), marker);
    }
    TrackedRun run =
        tracking.start(
            new RunRequest(
                experiment,
                runName,
                Optional.empty(),
                Map.of(PIPELINE_TAG, pipeline.name(), SEED_TAG, Long.toString(pipeline.seed()))));
    Files.writeString(marker, run.id());
    return new PipelineTracking(run, marker);
  }

  String id() {
    return run.id();
  }

  /** The artifact that a stage made or found. */
  void stage(String stage, StageOutcome outcome) {
    run.tag("wavetrain.stage." + stage, outcome.key().toString());
    run.metric("seconds_" + stage, outcome.elapsed().toMillis() / 1000.0, 0);
  }

  void finish(RunStatus status) throws IOException {
    run.finish(status);
    if (status == RunStatus.FINISHED) {
      Files.deleteIfExists(marker);
    }
  }

  @Override
  public void close() {
    run.close();
  }

  private static Optional<RunSummary> unfinished(Tracking tracking, String experiment, Path marker)
      throws IOException {
    if (!Files.exists(marker)) {
      return Optional.empty();
    }
    String id = Files.readString(marker).strip();
    // Searched for rather than read: another tracking server may be configured by now.
    return tracking
        .search(experiment, RunSearch.matching("attributes.status != 'FINISHED'"))
        .stream()
        .filter(run -> run.id().equals(id))
        .findFirst();
  }

  /** A stage that was killed could not end its run; one that runs again reopens it. */
  private static void endAbandonedStages(Tracking tracking, String experiment, String parent) {
    for (RunSummary run :
        tracking.search(experiment, RunSearch.matching("attributes.status = 'RUNNING'"))) {
      if (run.parentRunId().equals(Optional.of(parent))) {
        try (TrackedRun abandoned = tracking.resume(run.id())) {
          abandoned.finish(RunStatus.KILLED);
        }
      }
    }
  }
}
