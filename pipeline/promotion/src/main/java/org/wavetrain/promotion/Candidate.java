package org.wavetrain.promotion;

import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;

/**
 * A model to be registered.
 *
 * @param model the registered model's name
 * @param export the artifact that holds it
 * @param source address of that artifact, {@code s3://…}
 * @param runId the tracking run that made it
 * @param metrics its evaluation, by metric
 * @param tags further tags of the version, such as the keys of the artifacts behind it
 */
public record Candidate(
    String model,
    ArtifactKey export,
    String source,
    String runId,
    Map<String, Double> metrics,
    Map<String, String> tags) {
  public Candidate {
    metrics = Map.copyOf(metrics);
    tags = Map.copyOf(tags);
  }
}
