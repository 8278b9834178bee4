package org.wavetrain.promotion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.promotion.Decision.Outcome;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;

/**
 * Registers exports as model versions and puts the better one in service, which is to say that the
 * alias {@value #CHAMPION} points to it.
 */
public final class Promotion {
  /** The alias of the version in service. */
  public static final String CHAMPION = "champion";

  /** The tag of a version that holds the key of the exported artifact. */
  public static final String KEY_TAG = ArtifactKey.TAG;

  /** With the metric's name after it, the tag of a version that holds a metric's value. */
  public static final String METRIC_TAG_PREFIX = "wavetrain.metric.";

  /** The tag of a version that tells what recordings its metrics are of, by their digest. */
  public static final String CORPUS_TAG = "wavetrain.evaluation_corpus";

  private static final String DECISION_TAG = "wavetrain.decision";
  private static final Logger LOG = LoggerFactory.getLogger(Promotion.class);

  private final ModelRegistry registry;
  private final List<Gate> gates;

  /**
   * @param gates all of them must let a model pass; the first objection is the reason given
   */
  public Promotion(ModelRegistry registry, List<Gate> gates) {
    this.registry = registry;
    this.gates = List.copyOf(gates);
  }

  /**
   * Registers a model, unless the same export is a version already, and decides whether it goes in
   * service.
   */
  public Registered register(Candidate candidate) {
    registry.ensureModel(candidate.model());
    String key = candidate.export().toString();
    ModelVersion version =
        registry
            .findVersion(candidate.model(), KEY_TAG, key)
            .orElseGet(
                () ->
                    registry.createVersion(
                        candidate.model(), candidate.source(), candidate.runId(), tags(candidate)));
    Decision decision = decide(candidate, version);
    LOG.info(
        "model {} version {}: {}: {}",
        candidate.model(),
        version.version(),
        decision.outcome(),
        decision.reason());
    return new Registered(candidate.model(), version.version(), decision);
  }

  private Decision decide(Candidate candidate, ModelVersion version) {
    Optional<ModelVersion> champion = registry.byAlias(candidate.model(), CHAMPION);
    if (champion.isPresent() && champion.get().version() == version.version()) {
      return new Decision(Outcome.KEPT, "The export is the same as before.");
    }
    Optional<String> objection =
        gates.stream()
            .map(gate -> gate.objection(candidate, champion))
            .flatMap(Optional::stream)
            .findFirst();
    Decision decision =
        objection
            .map(reason -> new Decision(Outcome.REFUSED, reason))
            .orElseGet(() -> new Decision(Outcome.PROMOTED, promotionReason(candidate, champion)));
    registry.tagVersion(
        candidate.model(),
        version.version(),
        DECISION_TAG,
        decision.outcome() + ": " + decision.reason());
    if (decision.outcome() == Outcome.PROMOTED) {
      registry.setAlias(candidate.model(), CHAMPION, version.version());
    }
    return decision;
  }

  private static String promotionReason(Candidate candidate, Optional<ModelVersion> champion) {
    return champion
        .map(
            version ->
                "It beats version "
                    + version.version()
                    + ", the champion before"
                    + TestSet.remark(candidate.tags(), version.tags()))
        .orElse("There was no champion.");
  }

  private static Map<String, String> tags(Candidate candidate) {
    Map<String, String> tags = new HashMap<>(candidate.tags());
    tags.put(KEY_TAG, candidate.export().toString());
    candidate
        .metrics()
        .forEach((name, value) -> tags.put(METRIC_TAG_PREFIX + name, Double.toString(value)));
    return tags;
  }
}
