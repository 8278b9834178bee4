package org.wavetrain.promotion;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.tracking.ModelVersion;

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

  /** A version as it was registered; empty if something else registered it. */
  static Optional<Candidate> of(ModelVersion version) {
    String export = version.tags().get(Promotion.KEY_TAG);
    if (export == null) {
      return Optional.empty();
    }
    Map<String, Double> metrics = new HashMap<>();
    version
        .tags()
        .forEach(
            (tag, value) -> {
              if (tag.startsWith(Promotion.METRIC_TAG_PREFIX)) {
                metrics.put(tag.substring(Promotion.METRIC_TAG_PREFIX.length()), number(value));
              }
            });
    return Optional.of(
        new Candidate(
            version.model(),
            ArtifactKey.parse(export),
            version.source(),
            version.runId().orElse(""),
            metrics,
            version.tags()));
  }

  private static double number(String written) {
    try {
      return Double.parseDouble(written);
    } catch (NumberFormatException changedByHand) {
      return Double.NaN;
    }
  }
}
