package org.wavetrain.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.report.Part.Column;
import org.wavetrain.report.ReportPage.Headline;
import org.wavetrain.report.ReportPage.Section;

/** The parts of the page that tell what ran, with what, and where it is. */
final class RunSections {
  private final FinishedPipeline pipeline;
  private final Map<String, StageTrace> traces;

  /**
   * @param traces by the stage's name
   */
  RunSections(FinishedPipeline pipeline, Map<String, StageTrace> traces) {
    this.pipeline = pipeline;
    this.traces = traces;
  }

  List<Headline> headlines() {
    long cached = pipeline.stages().stream().filter(FinishedStage::cached).count();
    Headline time =
        new Headline(
            "Time",
            Wording.duration(pipeline.elapsed()),
            "%s of %s cached"
                .formatted(cached, Wording.count(pipeline.stages().size(), "stage", "stages")));
    return Stream.concat(Stream.of(time), pipeline.model().map(RunSections::model).stream())
        .toList();
  }

  private static Headline model(RegisteredModel model) {
    return new Headline(
        "Model",
        "version " + model.version(),
        model.name() + (model.champion() ? ", the champion" : ", not the champion"));
  }

  Section stages() {
    List<Column> columns =
        List.of(
            Column.text("Stage"),
            Column.text("Artifact"),
            Column.number("In this run"),
            Column.number("Took to make"),
            Column.text("Key"),
            Column.text("Tracked run"));
    List<List<String>> rows =
        pipeline.stages().stream()
            .map(
                stage ->
                    List.of(
                        stage.name(),
                        stage.cached() ? "cached" : "made",
                        Wording.duration(stage.elapsed()),
                        Wording.duration(trace(stage).making()),
                        stage.key().stage() + "/" + stage.key().digest().abbreviated(),
                        trace(stage).runId().orElse("–")))
            .toList();
    return new Section(
        "stages",
        "Stages",
        "",
        List.of(new Part.Table("What this run made and what was there before", columns, rows)));
  }

  /** What the trainings warned of; nothing when they did not. */
  Optional<Section> warnings() {
    List<List<String>> rows = new ArrayList<>();
    for (FinishedStage stage : pipeline.stages()) {
      for (StageWarning warning : stage.warnings()) {
        rows.add(
            List.of(
                stage.name(),
                Wording.count(warning.step()),
                warning.name(),
                warning.sentence(),
                warning.remedy()));
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<Column> columns =
        List.of(
            Column.text("Stage"),
            Column.number("Step"),
            Column.text("Warning"),
            Column.prose("What was seen"),
            Column.prose("What usually helps"));
    return Optional.of(
        new Section(
            "warnings",
            "Warnings",
            "",
            List.of(new Part.Table("What deserves a look in the trainings", columns, rows))));
  }

  Section parameters() {
    List<Part> parts = new ArrayList<>();
    for (FinishedStage stage : pipeline.stages()) {
      List<List<String>> rows =
          stage.parameters().entrySet().stream()
              .map(entry -> List.of(entry.getKey(), String.valueOf(entry.getValue())))
              .toList();
      parts.add(
          new Part.Folded(
              stage.name() + ": " + Wording.count(rows.size(), "parameter", "parameters"),
              new Part.Table(
                  "Parameters of " + stage.name(),
                  List.of(Column.text("Parameter"), Column.text("Value")),
                  rows)));
    }
    return new Section("parameters", "Parameters", "", parts);
  }

  Section provenance() {
    List<List<String>> artifacts =
        pipeline.stages().stream()
            .map(stage -> List.of(stage.name(), trace(stage).address()))
            .toList();
    List<List<String>> circumstances =
        Stream.concat(
                Stream.of(List.of("Tracking server", pipeline.trackingPlace())),
                pipeline.versions().entrySet().stream()
                    .map(entry -> List.of(entry.getKey(), entry.getValue())))
            .toList();
    return new Section(
        "provenance",
        "Where it comes from",
        "",
        List.of(
            new Part.Table(
                "Artifacts in the object store",
                List.of(Column.text("Stage"), Column.text("Address")),
                artifacts),
            new Part.Table(
                "Versions and servers",
                List.of(Column.text("What"), Column.text("Which")),
                circumstances)));
  }

  private StageTrace trace(FinishedStage stage) {
    return traces.get(stage.name());
  }
}
