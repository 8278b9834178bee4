package org.wavetrain.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;

/**
 * One stage of a finished run.
 *
 * @param name its name in the pipeline file
 * @param key of the artifact that it made or found; the key's stage is the stage's kind
 * @param cached whether the artifact was there before
 * @param elapsed how long it took in this run
 * @param parameters all its parameters by name
 * @param warnings what its training warned of, if it is one
 */
public record FinishedStage(
    String name,
    ArtifactKey key,
    boolean cached,
    Duration elapsed,
    Map<String, ?> parameters,
    List<StageWarning> warnings) {
  public FinishedStage {
    parameters = new TreeMap<>(parameters);
    warnings = List.copyOf(warnings);
  }
}
