package org.wavetrain.promotion;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Proof;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.promotion.Decision.Outcome;
import org.wavetrain.tracking.ModelRegistry;

/**
 * Puts versions in service that the gates let pass, or that a person wants all the same: the alias
 * {@value #CHAMPION} points to them from then on.
 */
public final class Promotion {
  /** The alias of the version in service. */
  public static final String CHAMPION = "champion";

  /** The alias of the version that was judged last and was not in service. */
  public static final String CHALLENGER = "challenger";

  /** The tag of a version that holds the key of the exported artifact. */
  public static final String KEY_TAG = ArtifactKey.TAG;

  /** With the metric's name after it, the tag of a version that holds a metric's value. */
  public static final String METRIC_TAG_PREFIX = "wavetrain.metric.";

  /** The tag of a version that tells what recordings its metrics are of, by their digest. */
  public static final String CORPUS_TAG = "wavetrain.evaluation_corpus";

  /** The tag of a version that holds the key of the evaluation that it was registered with. */
  public static final String EVALUATION_TAG = "wavetrain.evaluation";

  static final String DECISION_TAG = "wavetrain.decision";
  static final String VERDICT_TAG = "wavetrain.verdict";
  static final String RULES_TAG = "wavetrain.rules";
  private static final Logger LOG = LoggerFactory.getLogger(Promotion.class);

  private final Versions versions;
  private final Champions champions;
  private final Judge judge;
  private final Judge hurriedJudge;
  private final Settlements settlements;
  private final KeptJudgements kept;

  /**
   * @param store holds the evaluations and exports of versions
   * @param trials for what artifacts do not tell
   * @param files where verdicts are kept
   */
  public Promotion(
      ModelRegistry registry,
      Champions champions,
      ArtifactStore store,
      ModelTrials trials,
      VerdictFiles files) {
    this.versions = new Versions(registry, champions.turns());
    this.champions = champions;
    this.judge = new Judge(registry, store, trials);
    this.hurriedJudge = new Judge(registry, store, new KnownTrials(trials));
    this.settlements = new Settlements(judge, champions.turns());
    this.kept = new KeptJudgements(registry, files);
  }

  /**
   * Registers a model, unless the same export is a version already, decides whether it goes in
   * service, and puts it there.
   */
  public Registered register(Candidate candidate) {
    String model = candidate.model();
    int version = versions.of(candidate).version();
    return settlements.of(
        model,
        () -> judge.of(candidate, judge.version(model, version)),
        (judgement, turn) -> {
          follow(judgement, turn);
          return new Registered(model, version, judgement.decision());
        });
  }

  private void follow(Judgement judgement, Proof turn) {
    Decision decision = judgement.decision();
    Verdict verdict = judgement.verdict();
    LOG.info(
        "model {} version {}: {}: {}",
        verdict.model(),
        verdict.version(),
        decision.outcome(),
        decision.reason());
    kept.keep(judgement, turn);
    if (decision.outcome() != Outcome.KEPT) {
      kept.keepOutcome(judgement);
    }
    if (decision.outcome() == Outcome.PROMOTED) {
      Wish wish = new Wish(verdict.model(), verdict.version(), CHAMPION, decision.reason());
      champions.promote(wish, decision.rules(), turn);
    }
  }

  /**
   * Puts a version in service, if the gates let it pass by then: since it was judged, another one
   * may have become the champion. Nothing changes if it is in service.
   *
   * @param reason why; if it is blank, that it passes
   * @throws UserFailure {@code GATE_REFUSED}, {@code MODEL_VERSION_MISSING}
   */
  public Verdict promote(String model, int version, String reason) {
    Verdict verdict = promoteIfPassed(model, version, CHAMPION, reason);
    requirePassed(verdict);
    return new Verdict(model, version, true, verdict.reason());
  }

  /**
   * As {@link #promote}, but a version that does not pass is no failure: the verdict tells.
   *
   * @param alias what the version is given; {@value #CHAMPION} puts it in service
   * @throws UserFailure {@code MODEL_VERSION_MISSING}
   */
  public Verdict promoteIfPassed(String model, int version, String alias, String reason) {
    if (champions.isSo(model, version, alias)) {
      return Champions.isSoAlready(model, version, alias);
    }
    return settlements.of(
        model,
        () -> judge.of(judge.version(model, version)),
        (judgement, turn) -> {
          kept.keep(judgement, turn);
          Verdict verdict = judgement.verdict();
          if (!verdict.passed()) {
            return verdict;
          }
          Wish wish = new Wish(model, version, alias, reason.isBlank() ? verdict.reason() : reason);
          return verdict.withReason(champions.promote(wish, verdict.rules(), turn).reason());
        });
  }

  /**
   * Gives a version an alias whatever its gates say, which is written down with what they say as
   * far as that is known: nobody waits for an evaluation. Nothing changes if it has the alias.
   *
   * @param alias {@value #CHAMPION} puts it in service
   * @throws UserFailure {@code MODEL_VERSION_MISSING}
   */
  public Verdict promoteAnyway(String model, int version, String alias, Reason reason) {
    if (champions.isSo(model, version, alias)) {
      return Champions.isSoAlready(model, version, alias);
    }
    return settlements.of(
        model,
        () -> hurriedJudge.of(judge.version(model, version)),
        (judgement, turn) -> {
          Verdict verdict = judgement.verdict();
          if (judgement.decision().outcome() != Outcome.KEPT) {
            kept.keepBesides(judgement, turn);
          }
          Wish wish = new Wish(model, version, alias, reason.text());
          Verdict done = champions.promoteAnyway(wish, verdict.rules(), turn);
          return new Verdict(
              model,
              version,
              true,
              done.reason(),
              verdict.champion(),
              verdict.measured(),
              verdict.rules());
        });
  }

  private static void requirePassed(Verdict verdict) {
    if (!verdict.passed()) {
      throw new UserFailure(
          PromotionError.GATE_REFUSED,
          "Version %d of the model %s is not put in service: %s"
              .formatted(verdict.version(), verdict.model(), verdict.reason()),
          "Promote a better version, or this one all the same with `wavetrain promote"
              + " %s %d --force --reason WHY`.".formatted(verdict.model(), verdict.version()));
    }
  }
}
