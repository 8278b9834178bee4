package org.wavetrain.cli;

import java.util.Map;
import org.wavetrain.report.PipelineRun;

/**
 * A run of a pipeline with its figures.
 *
 * @param metrics none as long as nobody read them, or if it has none
 */
record MeasuredRun(PipelineRun run, Map<String, Double> metrics) {
  MeasuredRun {
    metrics = Map.copyOf(metrics);
  }
}
