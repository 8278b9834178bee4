package org.wavetrain.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.report.ReportPage.Headline;
import org.wavetrain.report.ReportPage.Section;
import org.wavetrain.tracking.MetricHistory;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/**
 * Writes the report of a finished pipeline: one HTML page that holds its style, scripts and data
 * and fetches nothing. It shows what the artifacts and the tracking server say, whichever run of
 * the pipeline made them.
 */
public final class ReportWriter {
  private static final String EVALUATE = "evaluate";
  private static final String INGEST = "ingest";
  private static final String KEY_TAG = "wavetrain.artifact_key";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final ArtifactStore store;
  private final Tracking tracking;

  public ReportWriter(ArtifactStore store, Tracking tracking) {
    this.store = store;
    this.tracking = tracking;
  }

  /**
   * Writes the page, replacing the file if it is there.
   *
   * @throws IOException when an artifact cannot be read or the file cannot be written
   */
  public void write(FinishedPipeline pipeline, Path file) throws IOException {
    ReportPage page = page(pipeline);
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (Writer writer = Files.newBufferedWriter(file, UTF_8)) {
      new PageTemplate().write(page, writer);
    }
  }

  private ReportPage page(FinishedPipeline pipeline) throws IOException {
    Map<String, String> runIds = runIds(pipeline);
    Map<String, String> addresses = new TreeMap<>();
    for (FinishedStage stage : pipeline.stages()) {
      addresses.put(stage.name(), store.address(stage.key()));
    }
    RunSections run = new RunSections(pipeline, addresses, runIds);
    Optional<EvaluationSections> evaluation = evaluation(pipeline);

    List<Headline> headlines = new ArrayList<>();
    evaluation.ifPresent(sections -> headlines.addAll(sections.headlines()));
    headlines.add(time(pipeline));
    pipeline.model().ifPresent(model -> headlines.add(model(model)));

    List<Section> sections = new ArrayList<>();
    evaluation.ifPresent(found -> sections.add(found.results()));
    sections.add(run.stages());
    curves(pipeline, runIds).ifPresent(sections::add);
    evaluation.flatMap(EvaluationSections::confusion).ifPresent(sections::add);
    evaluation.flatMap(EvaluationSections::worstUtterances).ifPresent(sections::add);
    evaluation.flatMap(EvaluationSections::speakers).ifPresent(sections::add);
    for (FinishedStage stage : pipeline.stages()) {
      if (stage.key().stage().equals(INGEST)) {
        sections.add(DataReport.read(store.open(stage.key())).section(stage.name()));
      }
    }
    sections.add(run.parameters());
    sections.add(run.provenance());
    return new ReportPage(
        pipeline.name(), "Finished " + TIME.format(pipeline.finished()), headlines, sections);
  }

  private Optional<EvaluationSections> evaluation(FinishedPipeline pipeline) throws IOException {
    for (FinishedStage stage : pipeline.stages()) {
      if (stage.key().stage().equals(EVALUATE)) {
        return Optional.of(
            new EvaluationSections(EvaluationArtifact.read(store.open(stage.key()))));
      }
    }
    return Optional.empty();
  }

  /** The newest finished run of each artifact; an artifact may have been made elsewhere. */
  private Map<String, String> runIds(FinishedPipeline pipeline) {
    Map<String, String> runIds = new LinkedHashMap<>();
    Optional<String> experiment = tracking.findExperiment(pipeline.name());
    for (FinishedStage stage : pipeline.stages()) {
      experiment
          .flatMap(
              id ->
                  tracking
                      .search(
                          id,
                          RunSearch.matching(
                              "attributes.status = 'FINISHED' and tags.`%s` = '%s'"
                                  .formatted(KEY_TAG, stage.key())))
                      .stream()
                      .findFirst())
          .map(RunSummary::id)
          .ifPresent(runId -> runIds.put(stage.name(), runId));
    }
    return runIds;
  }

  private Optional<Section> curves(FinishedPipeline pipeline, Map<String, String> runIds) {
    List<Part> charts = new ArrayList<>();
    for (FinishedStage stage : pipeline.stages()) {
      String runId = runIds.get(stage.name());
      if (runId != null) {
        charts.addAll(
            LearningCurves.charts(
                stage,
                metric -> {
                  MetricHistory history = tracking.history(runId, metric);
                  return history.points();
                }));
      }
    }
    return charts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section("curves", "Learning curves", "", charts));
  }

  private static Headline time(FinishedPipeline pipeline) {
    long cached = pipeline.stages().stream().filter(FinishedStage::cached).count();
    return new Headline(
        "Time",
        Wording.duration(pipeline.elapsed()),
        "%d of %s cached"
            .formatted(cached, Wording.count(pipeline.stages().size(), "stage", "stages")));
  }

  private static Headline model(RegisteredModel model) {
    return new Headline(
        "Model",
        "version " + model.version(),
        model.name() + (model.champion() ? ", the champion" : ", not the champion"));
  }
}
