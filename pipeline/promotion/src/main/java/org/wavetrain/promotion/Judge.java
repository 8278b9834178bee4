package org.wavetrain.promotion;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.promotion.Decision.Outcome;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;

/**
 * Decides whether versions may be put in service, and changes nothing. It may take as long as an
 * evaluation, so nobody should have to wait for it.
 */
final class Judge {
  private final ModelRegistry registry;
  private final ModelTrials trials;
  private final EvidenceReader evidence;

  /**
   * @param store holds the evaluations and exports of versions
   * @param trials for what artifacts do not tell
   */
  Judge(ModelRegistry registry, ArtifactStore store, ModelTrials trials) {
    this.registry = registry;
    this.trials = trials;
    this.evidence = new EvidenceReader(store, trials);
  }

  /** Judges a version by what it was registered with. */
  Judgement of(ModelVersion version) {
    Optional<Candidate> candidate = Candidate.of(version);
    if (candidate.isPresent()) {
      return of(candidate.get(), version);
    }
    Optional<ModelVersion> champion = champion(version.model());
    return judgement(
        version,
        champion,
        new Decision(Outcome.REFUSED, "It " + Candidate.lack(version) + ".", List.of()),
        Optional.empty());
  }

  /**
   * Judges a version.
   *
   * @param candidate what it is registered with
   */
  Judgement of(Candidate candidate, ModelVersion version) {
    Optional<ModelVersion> champion = champion(version.model());
    return judgement(
        version,
        champion,
        decide(candidate, version, champion),
        DeclaredGates.ofTags(candidate.tags())
            .flatMap(gates -> gates.measured(candidate.metrics())));
  }

  /** Whether the registry still tells what a judgement rests on. */
  boolean stands(Judgement judgement) {
    ModelVersion judged = judgement.version();
    return registry
        .findVersion(judged.model(), judged.version())
        .map(version -> Standing.of(version, champion(judged.model())))
        .filter(judgement.standing()::equals)
        .isPresent();
  }

  /**
   * The version with a number.
   *
   * @throws UserFailure {@code MODEL_VERSION_MISSING}
   */
  ModelVersion version(String model, int number) {
    return registry.findVersion(model, number).orElseThrow(() -> missing(model, number));
  }

  private UserFailure missing(String model, int number) {
    List<Integer> versions =
        registry.versions(model).stream().map(ModelVersion::version).sorted().toList();
    if (versions.isEmpty()) {
      return new UserFailure(
          PromotionError.MODEL_VERSION_MISSING,
          "There is no registered model " + model + ".",
          "`wavetrain models` lists those that there are.");
    }
    return new UserFailure(
        PromotionError.MODEL_VERSION_MISSING,
        "The model " + model + " has no version " + number + ".",
        "Name one of its versions: "
            + versions.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + ".");
  }

  private Optional<ModelVersion> champion(String model) {
    return registry.byAlias(model, Promotion.CHAMPION);
  }

  private static Judgement judgement(
      ModelVersion version,
      Optional<ModelVersion> champion,
      Decision decision,
      Optional<Measured> measured) {
    return new Judgement(
        version,
        Standing.of(version, champion),
        decision,
        new Verdict(
            version.model(),
            version.version(),
            decision.outcome() != Outcome.REFUSED,
            decision.reason(),
            champion.map(ModelVersion::version),
            measured,
            decision.rules()));
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
