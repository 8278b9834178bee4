package org.wavetrain.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.tracking.RunStatus;

/**
 * A run of a pipeline, as a list shows it.
 *
 * @param id its tracking run
 * @param pipeline the pipeline's name
 * @param name what the run is called
 * @param elapsed from its start to its end; empty while it goes on
 * @param evaluations what tells its figures
 * @param metrics the figures; none as long as nobody read them, or if it has none
 */
record ListedRun(
    String id,
    String pipeline,
    String name,
    RunStatus status,
    Instant started,
    Optional<Duration> elapsed,
    List<ArtifactKey> evaluations,
    Map<String, Double> metrics) {
  ListedRun {
    evaluations = List.copyOf(evaluations);
    metrics = Map.copyOf(metrics);
  }

  ListedRun withMetrics(Map<String, Double> read) {
    return new ListedRun(id, pipeline, name, status, started, elapsed, evaluations, read);
  }
}
