package org.wavetrain.local.runner;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/** Begins runs of pipelines whose stages somebody else starts. */
public final class OrchestratedRuns {
  private static final String KEY_TAG = "wavetrain.orchestrated_run";
  private static final String VARIANT_TAG = "wavetrain.variant";
  private static final String DATE_TAG = "wavetrain.date";

  private final Tracking tracking;
  private final ArtifactStore store;
  private final ClaimSettings claims;
  private final DigestMemory memory;

  public OrchestratedRuns(
      Tracking tracking, ArtifactStore store, ClaimSettings claims, DigestMemory memory) {
    this.tracking = tracking;
    this.store = store;
    this.claims = claims;
    this.memory = memory;
  }

  /**
   * Digests the sources and begins the tracking run, or goes on with the one that was begun with
   * the same key: a task that is tried again finds what it did before.
   *
   * @param variant the name of the pipeline's variant
   * @param date the date of the snapshots
   * @param key what the orchestrator calls the run, unique for the pipeline
   */
  public Beginning begin(Pipeline pipeline, String variant, LocalDate date, String key)
      throws IOException {
    StageInputs inputs = StageInputs.of(pipeline, memory);
    String runId = runId(pipeline, variant, date, key);
    StageJobs jobs = new StageJobs(pipeline, inputs, runId);
    return new Beginning(
        new BegunRun(pipeline.name(), variant, date.toString(), runId, pipeline.registration()),
        pipeline.stages().stream()
            .map(
                stage ->
                    new Beginning.Task(
                        needs(pipeline, stage), jobs.of(stage, Optional.empty(), Map.of(), false)))
            .toList());
  }

  private static Map<String, List<String>> needs(Pipeline pipeline, PlannedStage stage) {
    Map<String, List<String>> needs = new LinkedHashMap<>();
    stage
        .inputs()
        .forEach(
            (port, names) ->
                needs.put(
                    port, names.stream().filter(name -> pipeline.find(name).isPresent()).toList()));
    needs.values().removeIf(List::isEmpty);
    return needs;
  }

  /** Two that begin at once must not both find nothing. */
  private String runId(Pipeline pipeline, String variant, LocalDate date, String key)
      throws IOException {
    String subject = pipeline.name() + "\0" + key;
    try (Claim claim =
        store
            .claims(claims)
            .take(Claims.nameOf("runs", subject), holder -> true, () -> {})
            .orElseThrow()) {
      String experiment = tracking.experiment(pipeline.name());
      Optional<TrackedRun> begun = tracking.resumeNewest(experiment, Map.of(KEY_TAG, key));
      if (begun.isEmpty()) {
        claim.require();
      }
      try (TrackedRun run =
          begun.orElseGet(
              () ->
                  tracking.start(
                      new RunRequest(
                          experiment,
                          key,
                          Optional.empty(),
                          tags(pipeline, variant, date, key))))) {
        return run.id();
      }
    }
  }

  private static Map<String, String> tags(
      Pipeline pipeline, String variant, LocalDate date, String key) {
    Map<String, String> tags = new HashMap<>(PipelineTracking.tags(pipeline));
    tags.put(KEY_TAG, key);
    tags.put(VARIANT_TAG, variant);
    tags.put(DATE_TAG, date.toString());
    return tags;
  }
}
