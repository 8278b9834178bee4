package org.wavetrain.website;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.Wording;

/**
 * A run in a list.
 *
 * @param figures as the columns of {@link #FIGURES}
 */
record RunRow(
    String id,
    String pipeline,
    String name,
    String status,
    boolean running,
    String started,
    String took,
    List<String> figures) {
  /** What most people want to know of a run, by the names of the metrics. */
  static final List<String> FIGURES = List.of("wer", "cer", "accuracy");

  private static final String NONE = "–";

  static RunRow of(PipelineRun run, TrackedRuns runs) {
    return of(run, runs.figures(run), runs.took(run));
  }

  static RunRow of(PipelineRun run, Map<String, Double> figures, Duration took) {
    return new RunRow(
        run.id(),
        run.pipeline(),
        run.name(),
        run.status().name().toLowerCase(Locale.ROOT),
        run.running(),
        Times.text(run.started()),
        Wording.duration(took),
        FIGURES.stream()
            .map(name -> figures.containsKey(name) ? Wording.percent(figures.get(name)) : NONE)
            .toList());
  }
}
