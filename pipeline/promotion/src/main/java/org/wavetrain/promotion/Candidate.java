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

  /**
   * A version as it was registered; empty if something else registered it, or a person changed the
   * tag that names its export.
   */
  static Optional<Candidate> of(ModelVersion version) {
    return Optional.ofNullable(version.tags().get(Promotion.KEY_TAG))
        .flatMap(ArtifactKey::parseIfKey)
        .map(
            export ->
                new Candidate(
                    version.model(),
                    export,
                    version.source(),
                    version.runId().orElse(""),
                    metrics(version.tags()),
                    version.tags()));
  }

  /** Why a version is none, as the end of a sentence about it. */
  static String lack(ModelVersion version) {
    return Optional.ofNullable(version.tags().get(Promotion.KEY_TAG))
        .map(value -> notKey(Promotion.KEY_TAG, value))
        .orElse("was not registered by a pipeline");
  }

  /** What is wrong with a version whose tag a person changed, as the end of a sentence about it. */
  static String notKey(String tag, String value) {
    return "has the tag %s \"%s\", which is no key of an artifact".formatted(tag, value);
  }

  /** The metrics that tags of a version hold. */
  static Map<String, Double> metrics(Map<String, String> tags) {
    Map<String, Double> metrics = new HashMap<>();
    tags.forEach(
        (tag, value) -> {
          if (tag.startsWith(Promotion.METRIC_TAG_PREFIX)) {
            metrics.put(tag.substring(Promotion.METRIC_TAG_PREFIX.length()), number(value));
          }
        });
    return metrics;
  }

  private static double number(String written) {
    try {
      return Double.parseDouble(written);
    } catch (NumberFormatException changedByHand) {
      return Double.NaN;
    }
  }
}
