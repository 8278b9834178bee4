package org.wavetrain.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.RunFigures;

/**
 * A run of a pipeline with its figures.
 *
 * @param figures none as long as nobody read them, or if it has none
 */
record MeasuredRun(PipelineRun run, RunFigures figures) {
  Map<String, Double> metrics() {
    return figures.values();
  }

  /** What of it cannot be read, as sentences. */
  List<String> problems() {
    return Stream.concat(run.problems().stream(), figures.problems().stream()).toList();
  }
}
