package org.wavetrain.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.wavetrain.evaluation.EvaluationArtifact;
import org.wavetrain.report.ReportPage.Headline;
import org.wavetrain.report.ReportPage.Section;

/** Decides what is on the page and in which order: results first, then how they came about. */
final class ReportContents {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final FinishedPipeline pipeline;
  private final RunSections run;

  /**
   * @param traces of all stages, by the stage's name
   */
  ReportContents(FinishedPipeline pipeline, Map<String, StageTrace> traces) {
    this.pipeline = pipeline;
    this.run = new RunSections(pipeline, traces);
  }

  /**
   * @param data the data reports of ingest stages, by the stage's name
   * @param histories what the run of a stage logged
   */
  ReportPage page(
      Optional<EvaluationArtifact> evaluation,
      Map<String, DataSections> data,
      Function<FinishedStage, LearningCurves.Histories> histories) {
    Optional<EvaluationSections> results = evaluation.map(EvaluationSections::new);
    List<Headline> headlines = new ArrayList<>();
    results.ifPresent(some -> headlines.addAll(some.headlines()));
    headlines.addAll(run.headlines());

    List<Section> sections = new ArrayList<>();
    results.ifPresent(some -> sections.add(some.results()));
    new PublishedComparison(pipeline.published()).section(evaluation).ifPresent(sections::add);
    sections.add(run.stages());
    run.warnings().ifPresent(sections::add);
    curves(histories).ifPresent(sections::add);
    results.flatMap(EvaluationSections::confusion).ifPresent(sections::add);
    results.flatMap(EvaluationSections::worstUtterances).ifPresent(sections::add);
    evaluation.map(SliceSections::new).ifPresent(slices -> sections.addAll(slices.all()));
    data.values().forEach(corpus -> sections.addAll(corpus.all()));
    sections.add(run.parameters());
    sections.add(run.provenance());
    return new ReportPage(
        pipeline.name(),
        "Finished " + TIME.format(pipeline.finished()),
        pipeline.folders(),
        pipeline.caveat().orElse(""),
        headlines,
        sections);
  }

  private Optional<Section> curves(Function<FinishedStage, LearningCurves.Histories> histories) {
    List<Part> charts =
        pipeline.stages().stream()
            .flatMap(stage -> LearningCurves.charts(stage, histories.apply(stage)).stream())
            .toList();
    return charts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section("curves", "Learning curves", "", charts));
  }
}
