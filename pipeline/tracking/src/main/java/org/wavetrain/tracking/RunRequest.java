package org.wavetrain.tracking;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * A run to be started.
 *
 * @param experimentId the experiment that it belongs to
 * @param name what people see
 * @param parentRunId the run that it is shown under
 * @param tags set from the start, so that a search finds the run even if it is killed at once
 */
public record RunRequest(
    String experimentId, String name, Optional<String> parentRunId, Map<String, String> tags) {
  public RunRequest {
    requireNonNull(experimentId);
    requireNonNull(name);
    requireNonNull(parentRunId);
    tags = Map.copyOf(tags);
  }
}
