package org.wavetrain.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.definition.Registration;
import org.wavetrain.local.runner.AbandonedRuns;
import org.wavetrain.local.runner.BegunRun;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.report.FinishedPipeline;
import org.wavetrain.report.FinishedStage;
import org.wavetrain.report.ManifestParameters;
import org.wavetrain.report.RegisteredModel;
import org.wavetrain.report.ReportWriter;
import org.wavetrain.report.StageWarning;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;

/**
 * Ends the tracking run of an orchestrated run, with its report beside it, and those of its stages
 * that were killed before they could.
 */
record OrchestratedEnd(Services services) {
  private static final String REPORT = "report.html";

  /** Returns the task's result. */
  String of(TaskArguments.Progressed progressed, RunStatus status) throws IOException {
    BegunRun begun = progressed.begun();
    RunSummary summary = services.tracking().run(begun.pipelineRunId());
    new AbandonedRuns(services.tracking(), services.store())
        .endStages(summary, progressed.artifacts());
    FinishedPipeline pipeline = pipeline(begun, progressed.artifacts(), summary);
    Map<String, ArtifactKey> champion =
        begun
            .register()
            .map(wanted -> ChampionCorpora.of(services.tracking().registry(), wanted.model()))
            .orElse(Map.of());
    ReportWriter writer = new ReportWriter(services.store(), services.tracking());
    try (TrackedRun run = services.tracking().resume(begun.pipelineRunId())) {
      progressed
          .artifacts()
          .forEach((stage, key) -> run.tag(StageTags.name(stage), key.toString()));
      String report =
          new TaskReports(services)
              .put(run, REPORT, page -> writer.write(pipeline, champion, page));
      run.finish(status);
      return TaskJson.of(run.id(), report);
    }
  }

  private FinishedPipeline pipeline(
      BegunRun begun, Map<String, ArtifactKey> artifacts, RunSummary summary) throws IOException {
    List<FinishedStage> stages = new ArrayList<>();
    for (Map.Entry<String, ArtifactKey> artifact : artifacts.entrySet()) {
      stages.add(stage(artifact.getKey(), artifact.getValue(), summary));
    }
    return new FinishedPipeline(
        begun.pipeline(),
        Instant.now(),
        summary.workedUntil(Instant.now()),
        stages,
        List.of(),
        registered(begun, artifacts),
        services.trackingPlace(),
        Optional.empty(),
        List.of(),
        PipelineExecution.versions());
  }

  /** A stage whose artifact is older than the run was cached. */
  private FinishedStage stage(String name, ArtifactKey key, RunSummary run) throws IOException {
    ArtifactReader artifact = services.store().open(key);
    Manifest manifest = artifact.manifest();
    boolean cached = manifest.created().isBefore(run.started());
    return new FinishedStage(
        name,
        key,
        cached,
        cached ? Duration.ZERO : manifest.elapsed(),
        ManifestParameters.of(manifest),
        StageWarning.read(artifact));
  }

  private Optional<RegisteredModel> registered(BegunRun begun, Map<String, ArtifactKey> artifacts) {
    ModelRegistry registry = services.tracking().registry();
    Optional<Registration> registration =
        begun.register().filter(wanted -> artifacts.containsKey(wanted.export()));
    if (registration.isEmpty()) {
      return Optional.empty();
    }
    String model = registration.get().model();
    String export = artifacts.get(registration.get().export()).toString();
    Optional<Integer> champion =
        registry.byAlias(model, Promotion.CHAMPION).map(ModelVersion::version);
    return registry
        .findVersion(model, Promotion.KEY_TAG, export)
        .map(
            version ->
                new RegisteredModel(
                    model, version.version(), champion.equals(Optional.of(version.version()))));
  }
}
