package org.wavetrain.local.runner;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run that went through.
 *
 * @param runId its tracking run
 * @param outcomes what became of each stage that took part or was in the cache, in the pipeline's
 *     order
 * @param elapsed how long it took
 */
public record RunResult(String runId, Map<String, StageOutcome> outcomes, Duration elapsed) {
  public RunResult {
    outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
  }
}
