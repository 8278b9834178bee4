package org.wavetrain.report.comparison;

import java.util.Map;
import org.wavetrain.tracking.RunSummary;

/**
 * The tracking run of a stage, whichever run of a pipeline made it.
 *
 * @param stage its name in the pipeline
 * @param kind what it does, for example {@code finetune}
 * @param run its tracking run
 * @param own whether the compared run made it; otherwise it found the artifact
 */
public record TrackedStage(String stage, String kind, RunSummary run, boolean own) {
  Map<String, Double> metrics() {
    return run.metrics();
  }
}
