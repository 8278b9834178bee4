package org.wavetrain.website;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wavetrain.report.Corpora;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.RunFigures;
import org.wavetrain.report.StageChart;
import org.wavetrain.tracking.RunSummary;

/**
 * One run: how far it is, what came out, and its curves.
 *
 * @param reported whether its report was kept
 * @param now tells whether a stage has been silent for too long
 */
record RunPage(
    TrackedRuns runs,
    RegistryReader models,
    StageCurves curves,
    PipelineRun run,
    boolean reported,
    Instant now) {
  PageContent content() {
    List<RunSummary> began = runs.stages(run);
    RunFigures figures = runs.figures(run);
    Map<String, Object> values =
        Map.of(
            "run", RunRow.of(run, figures),
            "description", run.description(),
            "figures", HeadlineFigure.of(figures.values()),
            "versions", models.of(run),
            "stages", stages(began),
            "reported", reported,
            "corpora", Corpora.among(run.artifacts()).keySet());
    return new PageContent(
        "run",
        run.pipeline() + ": " + run.name(),
        run.running() ? PageContent.OFTEN : PageContent.NOW_AND_THEN,
        values,
        () -> Map.of("charts", charts(began)));
  }

  /**
   * In the order of the pipeline; of a run that does not tell it, what was found first, then what
   * was made, as it was begun.
   */
  private List<StageRow> stages(List<RunSummary> began) {
    List<StageRow> made = began.stream().map(stage -> StageRow.of(stage, now)).toList();
    Set<String> known = made.stream().map(StageRow::stage).collect(Collectors.toSet());
    List<StageRow> rows = new ArrayList<>();
    run.artifacts()
        .forEach(
            (name, key) -> {
              if (known.add(name)) {
                rows.add(StageRow.cached(name, key));
              }
            });
    rows.addAll(made);
    if (run.running()) {
      run.stages().stream().filter(known::add).map(StageRow::awaited).forEach(rows::add);
    }
    rows.sort(Comparator.comparingInt(row -> run.stages().indexOf(row.stage())));
    return rows;
  }

  private List<NamedChart> charts(List<RunSummary> began) {
    List<NamedChart> charts = new ArrayList<>();
    for (TrainedStage stage : TrainedStage.of(run, began, runs)) {
      curves.of(stage).forEach(chart -> charts.add(new NamedChart(stage.finished().name(), chart)));
    }
    return charts;
  }

  /** A chart that the page updates in its place. */
  record NamedChart(String stage, StageChart chart) {}
}
