package org.wavetrain.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.tracking.RunStatus;

/**
 * A run of a pipeline, as a list shows it.
 *
 * @param id its tracking run
 * @param pipeline the pipeline's name
 * @param name what the run is called
 * @param elapsed from its start to its end; empty while it goes on
 * @param metrics the figures of its evaluation; none if it has none yet
 */
record ListedRun(
    String id,
    String pipeline,
    String name,
    RunStatus status,
    Instant started,
    Optional<Duration> elapsed,
    Map<String, Double> metrics) {
  ListedRun {
    metrics = Map.copyOf(metrics);
  }
}
