package org.wavetrain.website;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.RunFigures;
import org.wavetrain.report.Wording;

/**
 * A run in a list.
 *
 * @param took empty while it goes on
 * @param since when it would have begun if it had never stood still, as a time of HTML; empty if it
 *     has ended, or nothing is heard of it any more
 * @param figures as the columns of {@link #FIGURES}
 * @param problems what of it cannot be read, as sentences
 */
record RunRow(
    String id,
    String pipeline,
    String name,
    String status,
    boolean running,
    String started,
    String took,
    String since,
    List<String> figures,
    List<String> problems) {
  /** What most people want to know of a run, by the names of the metrics. */
  static final List<String> FIGURES = List.of("wer", "cer", "accuracy");

  private static final String NONE = "–";

  static RunRow of(PipelineRun run, TrackedRuns runs) {
    return of(run, runs.figures(run));
  }

  static RunRow of(PipelineRun run, RunFigures figures) {
    Map<String, Double> values = figures.values();
    return new RunRow(
        run.id(),
        run.pipeline(),
        run.name(),
        run.status().name().toLowerCase(Locale.ROOT),
        run.running(),
        Times.text(run.started()),
        run.elapsed().or(() -> silent(run)).map(Wording::duration).orElse(""),
        run.elapsed().isPresent() || run.silentSince().isPresent()
            ? ""
            : run.workingSince().toString(),
        FIGURES.stream()
            .map(name -> values.containsKey(name) ? Wording.percent(values.get(name)) : NONE)
            .toList(),
        Stream.concat(run.problems().stream(), figures.problems().stream()).toList());
  }

  /** How long something worked on a run of which nothing is heard any more. */
  private static Optional<Duration> silent(PipelineRun run) {
    return run.silentSince().flatMap(run::elapsedAt);
  }
}
