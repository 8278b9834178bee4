package org.wavetrain.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Registration;
import org.wavetrain.definition.Registration.Better;
import org.wavetrain.local.runner.RunResult;
import org.wavetrain.local.runner.StageOutcome;
import org.wavetrain.local.runner.StageOutcome.Cached;
import org.wavetrain.local.runner.StageOutcome.Made;
import org.wavetrain.promotion.BeatsChampion;
import org.wavetrain.promotion.Candidate;
import org.wavetrain.promotion.Direction;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.promotion.Registered;
import org.wavetrain.tracking.ModelRegistry;

/** Registers what a run made, as its pipeline says. */
final class ModelRegistration {
  /** The input of an evaluation whose test split it measures on. */
  private static final String EVALUATED_CORPUS = "corpus";

  private final ModelRegistry registry;
  private final ArtifactStore store;

  ModelRegistration(ModelRegistry registry, ArtifactStore store) {
    this.registry = registry;
    this.store = store;
  }

  /** Registers the run's export and decides whether it goes in service. */
  Registered register(Registration registration, RunResult result, Map<String, Double> metrics) {
    ArtifactKey export = result.outcomes().get(registration.export()).key();
    Direction better = registration.better() == Better.LOWER ? Direction.LOWER : Direction.HIGHER;
    Promotion promotion =
        new Promotion(registry, List.of(new BeatsChampion(registration.metric(), better)));
    return promotion.register(
        new Candidate(
            registration.model(),
            export,
            store.address(export),
            result.runId(),
            metrics,
            tags(registration, result)));
  }

  private static Map<String, String> tags(Registration registration, RunResult result) {
    Map<String, String> tags = stageKeys(result);
    StageOutcome evaluation = result.outcomes().get(registration.evaluation());
    Optional<Manifest> manifest =
        evaluation instanceof Cached cached
            ? Optional.of(cached.manifest())
            : evaluation instanceof Made made ? Optional.of(made.manifest()) : Optional.empty();
    manifest
        .map(made -> made.inputs().get(EVALUATED_CORPUS))
        .ifPresent(
            digests ->
                tags.put(
                    Promotion.CORPUS_TAG,
                    digests.stream().map(Sha256::toString).collect(Collectors.joining(","))));
    return tags;
  }

  private static Map<String, String> stageKeys(RunResult result) {
    Map<String, String> tags = new TreeMap<>();
    for (Map.Entry<String, StageOutcome> outcome : result.outcomes().entrySet()) {
      tags.put("wavetrain.stage." + outcome.getKey(), outcome.getValue().key().toString());
    }
    return tags;
  }
}
