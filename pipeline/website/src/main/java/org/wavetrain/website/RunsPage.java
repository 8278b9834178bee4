package org.wavetrain.website;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.report.PipelineRun;

/**
 * All runs, or those of one pipeline.
 *
 * @param pipeline only this one's; empty for all
 * @param status only runs of this status; empty for all
 * @param sort the metric whose smallest value comes first; empty for the newest first
 */
record RunsPage(TrackedRuns runs, String pipeline, String status, String sort) {
  private static final int MOST = 200;
  private static final List<String> STATUSES =
      List.of("running", "scheduled", "finished", "failed", "killed");

  Map<String, Object> content() {
    List<PipelineRun> all = runs.latest(Optional.empty(), MOST);
    List<Listed> listed =
        (pipeline.isEmpty() ? all : runs.latest(Optional.of(pipeline), MOST))
            .parallelStream()
                .filter(run -> status.isEmpty() || name(run).equals(status))
                .map(run -> new Listed(run, runs.figures(run)))
                .toList();
    List<RunRow> rows =
        listed.stream()
            .sorted(order())
            .map(one -> RunRow.of(one.run(), one.figures(), runs.took(one.run())))
            .toList();
    return Map.of(
        "title",
        pipeline.isEmpty() ? "Runs" : "Runs of " + pipeline,
        "live",
        rows.stream().anyMatch(RunRow::running),
        "runs",
        rows,
        "most",
        MOST,
        "pipelines",
        all.stream().map(PipelineRun::pipeline).distinct().sorted().toList(),
        "statuses",
        STATUSES,
        "metrics",
        RunRow.FIGURES,
        "chosen",
        Map.of("pipeline", pipeline, "status", status, "sort", sort));
  }

  private record Listed(PipelineRun run, Map<String, Double> figures) {}

  private static String name(PipelineRun run) {
    return run.status().name().toLowerCase(Locale.ROOT);
  }

  private Comparator<Listed> order() {
    if (sort.isEmpty()) {
      return (one, other) -> 0;
    }
    // Of an accuracy, the largest is what people look for.
    Comparator<Double> better =
        sort.equals("accuracy") ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return Comparator.comparing(listed -> listed.figures().get(sort), Comparator.nullsLast(better));
  }
}
