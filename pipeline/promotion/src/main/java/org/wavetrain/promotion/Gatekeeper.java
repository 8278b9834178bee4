package org.wavetrain.promotion;

import java.util.Optional;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Proof;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.ModelRegistry;

/**
 * Registers exports as model versions and decides which may be put in service; somebody else does
 * that.
 */
public final class Gatekeeper {
  private final ModelRegistry registry;
  private final Versions versions;
  private final Judge judge;
  private final Settlements settlements;
  private final KeptJudgements kept;

  /**
   * @param store holds the evaluations and exports of versions
   * @param trials for what artifacts do not tell
   * @param files where verdicts are kept
   */
  public Gatekeeper(
      ModelRegistry registry,
      Turns turns,
      ArtifactStore store,
      ModelTrials trials,
      VerdictFiles files) {
    this.registry = registry;
    this.versions = new Versions(registry, turns);
    this.judge = new Judge(registry, store, trials);
    this.settlements = new Settlements(judge, turns);
    this.kept = new KeptJudgements(registry, files);
  }

  /**
   * Registers a model, unless the same export is a version already, and decides whether it may be
   * put in service.
   */
  public Verdict propose(Candidate candidate) {
    int version = versions.of(candidate).version();
    return settlements.of(
        candidate.model(),
        () -> judge.of(candidate, judge.version(candidate.model(), version)),
        this::keep);
  }

  /**
   * Decides anew, by figures of the time when it was registered, about a version that is
   * registered.
   *
   * @param number the version; empty for the {@value Promotion#CHALLENGER}
   * @throws UserFailure {@code MODEL_VERSION_MISSING}
   */
  public Verdict judge(String model, Optional<Integer> number) {
    int version = number.orElseGet(() -> challenger(model));
    return settlements.of(model, () -> judge.of(judge.version(model, version)), this::keep);
  }

  /**
   * As {@link #judge}, but the registry stays as it is.
   *
   * @throws UserFailure {@code MODEL_VERSION_MISSING}
   */
  public Verdict preview(String model, int number) {
    return judge.of(judge.version(model, number)).verdict();
  }

  private Verdict keep(Judgement judgement, Proof turn) {
    kept.keep(judgement, turn);
    return judgement.verdict();
  }

  private int challenger(String model) {
    return registry
        .byAlias(model, Promotion.CHALLENGER)
        .orElseThrow(
            () ->
                new UserFailure(
                    PromotionError.MODEL_VERSION_MISSING,
                    "No version of the model " + model + " has the alias challenger.",
                    "Check the model's name, or name a version with --version."))
        .version();
  }
}
