package org.wavetrain.promotion;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.Proof;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;

/**
 * The versions of registered models: one for each export, however often and by however many at once
 * it is registered. The registry itself knows of no such rule, so whoever registers holds a claim.
 */
final class Versions {
  private final ModelRegistry registry;
  private final Turns turns;

  Versions(ModelRegistry registry, Turns turns) {
    this.registry = registry;
    this.turns = turns;
  }

  /** The version of a candidate's export, which is made if there is none. */
  ModelVersion of(Candidate candidate) {
    registry.ensureModel(candidate.model());
    return find(candidate)
        .orElseGet(
            () ->
                turns.of(
                    Turns.Kind.REGISTRATIONS,
                    candidate.model(),
                    turn -> findOrMake(candidate, turn)));
  }

  private ModelVersion findOrMake(Candidate candidate, Proof turn) {
    return find(candidate)
        .orElseGet(
            () -> {
              turn.require();
              return registry.createVersion(
                  candidate.model(),
                  candidate.source(),
                  candidate.runId(),
                  tags(candidate),
                  description(candidate));
            });
  }

  /** The first, should a request that was thought lost have made another. */
  private Optional<ModelVersion> find(Candidate candidate) {
    return registry.versions(candidate.model()).stream()
        .filter(
            version -> candidate.export().toString().equals(version.tags().get(Promotion.KEY_TAG)))
        .min(Comparator.comparingInt(ModelVersion::version));
  }

  /** What people see beside the version: the figure that it is judged by, and where it is. */
  private static String description(Candidate candidate) {
    String export = candidate.export().stage() + "/" + candidate.export().digest().abbreviated();
    return DeclaredGates.ofTags(candidate.tags())
        .map(DeclaredGates::metric)
        .filter(candidate.metrics()::containsKey)
        .map(
            metric ->
                String.format(
                    Locale.ROOT, "%s %.4f, %s", metric, candidate.metrics().get(metric), export))
        .orElse(export);
  }

  private static Map<String, String> tags(Candidate candidate) {
    Map<String, String> tags = new HashMap<>(candidate.tags());
    tags.put(Promotion.KEY_TAG, candidate.export().toString());
    candidate
        .metrics()
        .forEach(
            (name, value) -> tags.put(Promotion.METRIC_TAG_PREFIX + name, Double.toString(value)));
    return tags;
  }
}
