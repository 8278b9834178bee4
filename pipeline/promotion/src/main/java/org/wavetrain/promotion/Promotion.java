package org.wavetrain.promotion;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.artifacts.Proof;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.promotion.Decision.Outcome;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;

/**
 * Registers exports as model versions and decides which may be put in service, which is to say that
 * the alias {@value #CHAMPION} points to it.
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

  private final ModelRegistry registry;
  private final Versions versions;
  private final Champions champions;
  private final ModelTrials trials;
  private final EvidenceReader evidence;
  private final VerdictFiles files;

  /**
   * @param claims keep two processes from registering the same export at once
   * @param store holds the evaluations and exports of versions
   * @param trials for what artifacts do not tell
   * @param files where verdicts are kept
   */
  public Promotion(
      ModelRegistry registry,
      Claims claims,
      Champions champions,
      ArtifactStore store,
      ModelTrials trials,
      VerdictFiles files) {
    this.registry = registry;
    this.versions = new Versions(registry, claims);
    this.champions = champions;
    this.trials = trials;
    this.files = files;
    this.evidence = new EvidenceReader(store, trials);
  }

  /**
   * Registers a model, unless the same export is a version already, decides whether it goes in
   * service, and puts it there.
   */
  public Registered register(Candidate candidate) {
    ModelVersion version = versions.of(candidate);
    return champions
        .turns()
        .of(
            candidate.model(),
            turn ->
                new Registered(
                    candidate.model(),
                    version.version(),
                    decideAndPromote(candidate, version, turn)));
  }

  private Decision decideAndPromote(Candidate candidate, ModelVersion version, Proof turn) {
    Optional<ModelVersion> champion = champion(candidate.model());
    Decision decision = decide(candidate, version, champion);
    LOG.info(
        "model {} version {}: {}: {}",
        candidate.model(),
        version.version(),
        decision.outcome(),
        decision.reason());
    if (decision.outcome() != Outcome.KEPT) {
      registry.tagVersion(
          candidate.model(),
          version.version(),
          DECISION_TAG,
          decision.outcome() + ": " + decision.reason());
      record(candidate, verdict(candidate, version, champion, decision));
    }
    if (decision.outcome() == Outcome.PROMOTED) {
      Wish wish = new Wish(candidate.model(), version.version(), CHAMPION, decision.reason());
      champions.promote(wish, decision.rules(), turn);
    }
    return decision;
  }

  /**
   * Registers a model, unless the same export is a version already, and decides whether it may be
   * put in service; somebody else does that.
   */
  public Verdict propose(Candidate candidate) {
    return verdict(candidate, versions.of(candidate), true);
  }

  /**
   * Decides anew, by figures of the time when it was registered, about a version that is
   * registered.
   *
   * @param number the version; empty for the {@value #CHALLENGER}
   * @throws UserFailure {@code MODEL_VERSION_MISSING}
   */
  public Verdict judge(String model, Optional<Integer> number) {
    return judge(model, number, true);
  }

  /**
   * As {@link #judge}, but the registry stays as it is.
   *
   * @throws UserFailure {@code MODEL_VERSION_MISSING}
   */
  public Verdict preview(String model, int number) {
    return judge(model, Optional.of(number), false);
  }

  private Verdict judge(String model, Optional<Integer> number, boolean recorded) {
    ModelVersion version =
        number
            .map(
                wanted ->
                    registry
                        .findVersion(model, wanted)
                        .orElseThrow(() -> Champions.missing(model, wanted)))
            .or(() -> registry.byAlias(model, CHALLENGER))
            .orElseThrow(
                () ->
                    new UserFailure(
                        PromotionError.MODEL_VERSION_MISSING,
                        "No version of the model " + model + " has the alias challenger.",
                        "Check the model's name, or name a version with --version."));
    return Candidate.of(version)
        .map(candidate -> verdict(candidate, version, recorded))
        .orElseGet(
            () ->
                new Verdict(
                    model, version.version(), false, "It was not registered by a pipeline."));
  }

  /**
   * Puts a version in service, if the gate lets it pass by then: since it was judged, another one
   * may have become the champion. Nothing changes if it is in service.
   *
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
    Wish wish = new Wish(model, version, alias, reason);
    return champions
        .turns()
        .of(
            model,
            turn -> {
              if (champions.isSo(wish)) {
                return champions.promote(wish, List.of(), turn);
              }
              Verdict verdict = judge(model, Optional.of(version));
              return verdict.passed()
                  ? verdict.withReason(champions.promote(wish, verdict.rules(), turn).reason())
                  : verdict;
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

  private Verdict verdict(Candidate candidate, ModelVersion version, boolean recorded) {
    Optional<ModelVersion> champion = champion(version.model());
    Decision decision = decide(candidate, version, champion);
    Verdict verdict = verdict(candidate, version, champion, decision);
    if (recorded && decision.outcome() != Outcome.KEPT) {
      record(candidate, verdict);
    }
    return verdict;
  }

  /** The champion's own verdict stays that by which it came in service. */
  private void record(Candidate candidate, Verdict verdict) {
    registry.setAlias(verdict.model(), CHALLENGER, verdict.version());
    registry.tagVersion(
        verdict.model(), verdict.version(), RULES_TAG, JudgedRule.toJson(verdict.rules()));
    registry.tagVersion(
        verdict.model(),
        verdict.version(),
        VERDICT_TAG,
        (verdict.passed() ? "passed: " : "refused: ") + verdict.reason());
    files.keep(candidate.runId(), verdict);
  }

  private static Verdict verdict(
      Candidate candidate,
      ModelVersion version,
      Optional<ModelVersion> champion,
      Decision decision) {
    return new Verdict(
        version.model(),
        version.version(),
        decision.outcome() != Outcome.REFUSED,
        decision.reason(),
        champion.map(ModelVersion::version),
        DeclaredGates.ofTags(candidate.tags())
            .flatMap(gates -> gates.measured(candidate.metrics())),
        decision.rules());
  }

  private Optional<ModelVersion> champion(String model) {
    return registry.byAlias(model, CHAMPION);
  }

  private Decision decide(
      Candidate candidate, ModelVersion version, Optional<ModelVersion> champion) {
    if (champion.isPresent() && champion.get().version() == version.version()) {
      return new Decision(Outcome.KEPT, "The export is the same as before.", List.of());
    }
    Optional<DeclaredGates> gates = DeclaredGates.ofTags(candidate.tags());
    if (gates.isEmpty()) {
      return new Decision(
          Outcome.REFUSED, "Its tags do not say by which metric it is judged.", List.of());
    }
    Contest contest = evidence.contest(candidate, version.version(), champion);
    List<JudgedRule> rules =
        gates.get().judges(trials).stream().flatMap(gate -> gate.judge(contest).stream()).toList();
    List<JudgedRule> broken = rules.stream().filter(rule -> !rule.kept()).toList();
    return broken.isEmpty()
        ? new Decision(Outcome.PROMOTED, promotionReason(champion), rules)
        : new Decision(Outcome.REFUSED, refusal(broken), rules);
  }

  private static String refusal(List<JudgedRule> broken) {
    JudgedRule first = broken.get(0);
    String others = broken.size() == 1 ? "." : "; it breaks %d more.".formatted(broken.size() - 1);
    return "It breaks the rule %s: wanted %s, got %s%s"
        .formatted(first.rule(), first.wanted(), first.got(), others);
  }

  private static String promotionReason(Optional<ModelVersion> champion) {
    return champion
        .map(
            version ->
                "It keeps all rules beside version " + version.version() + ", the champion before.")
        .orElse("There was no champion.");
  }
}
