package org.wavetrain.tracking;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A version of a registered model.
 *
 * @param model the model's name
 * @param version counted from 1
 * @param source address of the export, {@code s3://…}
 * @param runId the run that made it
 * @param created when it was registered
 * @param tags by name
 */
public record ModelVersion(
    String model,
    int version,
    String source,
    Optional<String> runId,
    Instant created,
    Map<String, String> tags) {
  public ModelVersion {
    tags = Map.copyOf(tags);
  }
}
