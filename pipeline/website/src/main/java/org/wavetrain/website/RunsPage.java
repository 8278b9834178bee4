package org.wavetrain.website;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.RunFigures;

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

  /**
   * @throws UserFailure {@code WEBSITE_CHOICE_UNKNOWN} if no run has that figure, or could be of
   *     that status
   */
  PageContent content() {
    require(status, STATUSES, "There is no status %s.");
    List<PipelineRun> all = runs.latest(MOST);
    List<Listed> listed =
        all.stream()
            .filter(run -> pipeline.isEmpty() || run.pipeline().equals(pipeline))
            .limit(MOST)
            .filter(run -> status.isEmpty() || name(run).equals(status))
            .toList()
            .parallelStream()
            .map(run -> new Listed(run, runs.figures(run)))
            .toList();
    require(sort, figures(listed), "No run has a figure %s.");
    List<RunRow> rows =
        listed.stream().sorted(order()).map(one -> RunRow.of(one.run(), one.figures())).toList();
    return PageContent.of(
        "runs",
        pipeline.isEmpty() ? "Runs" : "Runs of " + pipeline,
        rows.stream().anyMatch(RunRow::running) ? PageContent.OFTEN : PageContent.NOW_AND_THEN,
        Map.of(
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
            new Choice(pipeline, status, sort)));
  }

  private static void require(String choice, Collection<String> known, String sentence) {
    if (!choice.isEmpty() && !known.contains(choice)) {
      throw new UserFailure(
          WebsiteError.WEBSITE_CHOICE_UNKNOWN,
          sentence.formatted(choice),
          "Choose one of " + String.join(", ", known) + ".");
    }
  }

  /** Those that can always be chosen, and what else the runs have. */
  private static SortedSet<String> figures(List<Listed> listed) {
    SortedSet<String> names = new TreeSet<>(RunRow.FIGURES);
    listed.forEach(one -> names.addAll(one.figures().values().keySet()));
    return names;
  }

  /** What a person has chosen. */
  record Choice(String pipeline, String status, String sort) {}

  private record Listed(PipelineRun run, RunFigures figures) {
    /** What the runs are sorted by; null if it has none. */
    Double value(String metric) {
      Double value = figures.values().get(metric);
      return value == null || !Double.isFinite(value) ? null : value;
    }
  }

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
    return Comparator.comparing(listed -> listed.value(sort), Comparator.nullsLast(better));
  }
}
