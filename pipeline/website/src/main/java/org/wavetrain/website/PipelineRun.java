package org.wavetrain.website;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.tracking.RunStatus;

/**
 * A run of a whole pipeline.
 *
 * @param id its tracking run
 * @param experimentId the experiment that its stages' runs are in as well
 * @param pipeline the pipeline's name
 * @param name what the run is called
 * @param description of the pipeline; empty if it has none
 * @param elapsed from its start to its end, or until now
 * @param model the model that it registers; empty if it registers none
 * @param artifacts what its stages have made or found so far, by the stage's name
 */
record PipelineRun(
    String id,
    String experimentId,
    String pipeline,
    String name,
    String description,
    RunStatus status,
    Instant started,
    Duration elapsed,
    Optional<String> model,
    Map<String, ArtifactKey> artifacts) {
  PipelineRun {
    artifacts = Collections.unmodifiableMap(new TreeMap<>(artifacts));
  }

  boolean running() {
    return status == RunStatus.RUNNING || status == RunStatus.SCHEDULED;
  }

  /** The artifacts of one kind of stage, in the order of the stages' names. */
  Optional<ArtifactKey> last(String kind) {
    return artifacts.values().stream()
        .filter(key -> key.stage().equals(kind))
        .reduce((earlier, later) -> later);
  }
}
