package org.wavetrain.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.evaluation.EvaluationArtifact;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/**
 * Writes the report of a finished pipeline: one HTML page that holds its style, scripts and data
 * and fetches nothing. It shows what the artifacts and the tracking server say, whichever run of
 * the pipeline made them.
 */
public final class ReportWriter {
  private static final String EVALUATE = "evaluate";

  private final ArtifactStore store;
  private final Tracking tracking;

  public ReportWriter(ArtifactStore store, Tracking tracking) {
    this.store = store;
    this.tracking = tracking;
  }

  /**
   * Writes the page, replacing the file if it is there.
   *
   * @param champion the corpora that the model in service was made of, by the stage's name
   * @throws IOException when an artifact cannot be read or the file cannot be written
   */
  public void write(FinishedPipeline pipeline, Map<String, ArtifactKey> champion, Path file)
      throws IOException {
    Optional<String> experiment = tracking.findExperiment(pipeline.name());
    Map<String, StageTrace> traces = new TreeMap<>();
    Map<String, DataSections> data = new TreeMap<>();
    Optional<EvaluationArtifact> evaluation = Optional.empty();
    for (FinishedStage stage : pipeline.stages()) {
      ArtifactReader artifact = store.open(stage.key());
      traces.put(
          stage.name(),
          new StageTrace(
              store.address(stage.key()),
              artifact.manifest().elapsed(),
              experiment.flatMap(id -> runId(id, stage.key()))));
      if (Corpora.isCorpus(stage.key())) {
        data.put(
            stage.name(),
            new DataSections(
                stage.name(),
                CorpusFigures.read(artifact),
                new ChampionCorpus(store, champion).besides(stage.name(), stage.key())));
      } else if (stage.key().stage().equals(EVALUATE)) {
        evaluation = Optional.of(EvaluationArtifact.read(artifact));
      }
    }
    ReportPage page =
        new ReportContents(pipeline, traces)
            .page(evaluation, data, stage -> histories(traces.get(stage.name())));
    PageFile.write(file, writer -> new PageTemplate().write(page, writer));
  }

  private LearningCurves.Histories histories(StageTrace trace) {
    return metric ->
        trace.runId().map(id -> tracking.history(id, metric).points()).orElse(List.of());
  }

  /**
   * The newest finished run of the artifact, which may have been made elsewhere, or else the
   * newest: a process that was killed after it had published could not end its run.
   */
  private Optional<String> runId(String experiment, ArtifactKey key) {
    RunSearch search = RunSearch.matching("tags.`%s` = '%s'".formatted(ArtifactKey.TAG, key));
    List<RunSummary> newestFirst = tracking.search(experiment, search);
    return newestFirst.stream()
        .filter(run -> run.status() == RunStatus.FINISHED)
        .findFirst()
        .or(() -> newestFirst.stream().findFirst())
        .map(RunSummary::id);
  }
}
