package org.wavetrain.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.tracking.RunStatus;

/**
 * A run of a pipeline, as a list shows it.
 *
 * @param id its tracking run
 * @param pipeline the pipeline's name
 * @param name what the run is called
 * @param elapsed from its start to its end; empty while it goes on
 * @param artifacts the keys of what its stages made or found, by stage
 * @param model the registered model that it adds a version to; empty if it was not told
 * @param published what others reached with its recipe
 * @param metrics the figures; none as long as nobody read them, or if it has none
 */
record ListedRun(
    String id,
    String pipeline,
    String name,
    RunStatus status,
    Instant started,
    Optional<Duration> elapsed,
    SortedMap<String, ArtifactKey> artifacts,
    Optional<String> model,
    List<PublishedResult> published,
    Map<String, Double> metrics) {
  private static final String EVALUATE = "evaluate";

  ListedRun {
    artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
    published = List.copyOf(published);
    metrics = Map.copyOf(metrics);
  }

  ListedRun withMetrics(Map<String, Double> read) {
    return new ListedRun(
        id, pipeline, name, status, started, elapsed, artifacts, model, published, read);
  }

  /** What tells its figures. */
  List<ArtifactKey> evaluations() {
    return artifacts.values().stream().filter(key -> key.stage().equals(EVALUATE)).toList();
  }
}
