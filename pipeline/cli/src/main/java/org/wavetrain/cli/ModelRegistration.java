package org.wavetrain.cli;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.definition.Registration;
import org.wavetrain.local.runner.RunResult;
import org.wavetrain.local.runner.StageOutcome;
import org.wavetrain.local.runner.StageOutcome.Cached;
import org.wavetrain.local.runner.StageOutcome.Made;
import org.wavetrain.promotion.AskedRollbacks;
import org.wavetrain.promotion.Candidate;
import org.wavetrain.promotion.Champions;
import org.wavetrain.promotion.DeclaredGates;
import org.wavetrain.promotion.Gatekeeper;
import org.wavetrain.promotion.ModelTrials;
import org.wavetrain.promotion.Moves;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.promotion.Registered;
import org.wavetrain.promotion.Turns;
import org.wavetrain.promotion.Verdict;
import org.wavetrain.promotion.VerdictFiles;
import org.wavetrain.tracking.ModelRegistry;

/** Registers what a run made, as its pipeline says. */
final class ModelRegistration {
  /** The input of an evaluation whose test split it measures on. */
  private static final String EVALUATED_CORPUS = "corpus";

  private final ModelRegistry registry;
  private final ArtifactStore store;
  private final Turns turns;
  private final ModelTrials trials;
  private final VerdictFiles verdicts;

  /**
   * @param turns in which the registry is changed
   * @param trials for what artifacts do not tell
   * @param verdicts where verdicts are kept
   */
  ModelRegistration(
      ModelRegistry registry,
      ArtifactStore store,
      Turns turns,
      ModelTrials trials,
      VerdictFiles verdicts) {
    this.registry = registry;
    this.store = store;
    this.turns = turns;
    this.trials = trials;
    this.verdicts = verdicts;
  }

  /** What puts versions in service in the name of whoever runs this process. */
  static Champions champions(ModelRegistry registry, ArtifactStore store, Turns turns) {
    return new Champions(
        registry,
        turns,
        new Moves(store),
        new AskedRollbacks(store),
        InstantSource.system(),
        System.getProperty("user.name", "unknown"));
  }

  /** Registers the run's export and decides whether it goes in service. */
  Registered register(Registration registration, RunResult result, Map<String, Double> metrics) {
    Map<String, ArtifactKey> artifacts = new TreeMap<>();
    result.outcomes().forEach((stage, outcome) -> artifacts.put(stage, outcome.key()));
    StageOutcome evaluation = result.outcomes().get(registration.evaluation());
    Optional<Manifest> manifest =
        evaluation instanceof Cached cached
            ? Optional.of(cached.manifest())
            : evaluation instanceof Made made ? Optional.of(made.manifest()) : Optional.empty();
    return new Promotion(registry, champions(registry, store, turns), store, trials, verdicts)
        .register(candidate(registration, artifacts, manifest, result.runId(), metrics));
  }

  /**
   * Registers a run's export and decides whether it may be put in service.
   *
   * @param artifacts keys by stage, that of the export among them
   * @param evaluation what measured it
   */
  Verdict propose(
      Registration registration,
      Map<String, ArtifactKey> artifacts,
      Manifest evaluation,
      String runId,
      Map<String, Double> metrics) {
    return new Gatekeeper(registry, turns, store, trials, verdicts)
        .propose(candidate(registration, artifacts, Optional.of(evaluation), runId, metrics));
  }

  private Candidate candidate(
      Registration registration,
      Map<String, ArtifactKey> artifacts,
      Optional<Manifest> evaluation,
      String runId,
      Map<String, Double> metrics) {
    Map<String, String> tags = new TreeMap<>(DeclaredGates.of(registration).tags());
    artifacts.forEach((stage, key) -> tags.put(StageTags.name(stage), key.toString()));
    tags.put(Promotion.EVALUATION_TAG, artifacts.get(registration.evaluation()).toString());
    evaluation
        .map(made -> made.inputs().get(EVALUATED_CORPUS))
        .ifPresent(
            digests ->
                tags.put(
                    Promotion.CORPUS_TAG,
                    digests.stream().map(Sha256::hex).collect(Collectors.joining(","))));
    ArtifactKey export = artifacts.get(registration.export());
    return new Candidate(registration.model(), export, store.address(export), runId, metrics, tags);
  }
}
