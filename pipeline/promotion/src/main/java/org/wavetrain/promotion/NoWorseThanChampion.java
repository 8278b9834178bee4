package org.wavetrain.promotion;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.wavetrain.definition.Gates.NoWorse;
import org.wavetrain.definition.SliceName;
import org.wavetrain.evaluation.Difference;
import org.wavetrain.evaluation.EvaluatedUtterance;
import org.wavetrain.evaluation.Figures;
import org.wavetrain.evaluation.JudgedMetric;
import org.wavetrain.evaluation.PairedBootstrap;

/**
 * Lets a model pass that is, as far as the utterances tell, not worse than the champion by more
 * than a margin: on all of them, and on each slice of the kinds that are named. The end of a
 * one-sided interval decides, so that few utterances refuse rather than permit. Of fewer than
 * {@value org.wavetrain.evaluation.Difference#FEWEST_UTTERANCES}, no interval says anything: all
 * utterances together, and a slice that is named, have to have as many. Utterances that the metric
 * does not count, such as those without a text for the word error rate, make no slices.
 *
 * @param metric by which they are compared
 * @param rule how much worse and how sure
 */
public record NoWorseThanChampion(JudgedMetric metric, NoWorse rule) implements Gate {
  private static final String RULE = "no_worse";
  private static final String SPEAKER = "speaker";

  @Override
  public List<JudgedRule> judge(Contest contest) {
    List<JudgedRule> rules = new ArrayList<>();
    List<EvaluatedUtterance> utterances = metric.counted(contest.challenger().utterances());
    rules.add(judge(RULE, utterances, contest, true));
    for (String written : rule.slices()) {
      SliceName name = SliceName.of(written);
      Map<String, List<EvaluatedUtterance>> slices = slices(name.kind(), utterances);
      if (name.value().isPresent()) {
        List<EvaluatedUtterance> some = slices.getOrDefault(name.value().get(), List.of());
        rules.add(judge(RULE + " " + written, some, contest, true));
      } else {
        rules.addAll(each(name.kind(), slices, contest));
      }
    }
    return rules;
  }

  /** A slice that has come about by chance is not held, but one of its kind has to be judged. */
  private List<JudgedRule> each(
      String kind, Map<String, List<EvaluatedUtterance>> slices, Contest contest) {
    List<JudgedRule> rules = new ArrayList<>();
    slices.forEach(
        (value, some) -> rules.add(judge(RULE + " " + kind + "=" + value, some, contest, false)));
    if (slices.values().stream().allMatch(some -> count(some).isTooFew())) {
      String got =
          slices.isEmpty()
              ? "no utterance with a " + name() + " tells its " + kind
              : "no slice of this kind has " + Difference.FEWEST_UTTERANCES + " utterances";
      rules.add(new JudgedRule(RULE + " by " + kind, wanted(), got, false));
    }
    return rules;
  }

  private static Map<String, List<EvaluatedUtterance>> slices(
      String kind, List<EvaluatedUtterance> utterances) {
    Function<EvaluatedUtterance, String> value =
        kind.equals(SPEAKER)
            ? EvaluatedUtterance::speaker
            : utterance -> utterance.slices().get(kind);
    Map<String, List<EvaluatedUtterance>> slices = new TreeMap<>();
    for (EvaluatedUtterance utterance : utterances) {
      Optional.ofNullable(value.apply(utterance))
          .ifPresent(of -> slices.computeIfAbsent(of, key -> new ArrayList<>()).add(utterance));
    }
    return slices;
  }

  /**
   * @param held whether too few utterances break the rule; otherwise they only leave it unjudged
   */
  private JudgedRule judge(
      String name, List<EvaluatedUtterance> some, Contest contest, boolean held) {
    Optional<String> unmeasured = unmeasured(contest);
    if (unmeasured.isPresent()) {
      return new JudgedRule(name, wanted(), unmeasured.get(), false);
    }
    if (count(some).isTooFew()) {
      return unjudged(name, count(some).tooFew(), held);
    }
    if (contest.obstacle().isPresent()) {
      return new JudgedRule(name, wanted(), contest.obstacle().get(), false);
    }
    if (contest.champion().isEmpty()) {
      return new JudgedRule(name, wanted(), "there is no champion", true);
    }
    // Both tails together: the lower end of an accuracy, the upper one of an error rate.
    Optional<Difference> difference =
        PairedBootstrap.withConfidence(2 * rule.confidence() - 1)
            .compare(metric, contest.champion().get().utterances(), some);
    if (difference.isEmpty()) {
      return unjudged(name, "no utterance that both were measured on", held);
    }
    if (difference.get().isOfTooFew()) {
      return unjudged(name, new UtteranceCount(difference.get().utterances()).tooFew(), held);
    }
    double worst = metric.lowerIsBetter() ? difference.get().high() : -difference.get().low();
    return new JudgedRule(name, wanted(), got(difference.get(), worst), worst <= rule.margin());
  }

  /** Why nothing can be said of the challenger, whatever there is to compare it with. */
  private Optional<String> unmeasured(Contest contest) {
    Double value = contest.challenger().metrics().get(name());
    return value == null || !Double.isFinite(value)
        ? Optional.of(
            "its evaluation has " + (value == null ? "no " + name() : name() + " " + value))
        : Optional.empty();
  }

  private UtteranceCount count(List<EvaluatedUtterance> some) {
    return UtteranceCount.of(metric, some);
  }

  private JudgedRule unjudged(String name, String why, boolean held) {
    return new JudgedRule(name, wanted(), held ? why : "not judged: " + why, !held);
  }

  private String wanted() {
    return String.format(
        Locale.ROOT,
        "%s worse by at most %s points, %s %% sure",
        name(),
        points(rule.margin()),
        BigDecimal.valueOf(rule.confidence())
            .movePointRight(2)
            .stripTrailingZeros()
            .toPlainString());
  }

  private String got(Difference difference, double worst) {
    return String.format(
        Locale.ROOT,
        "%s beside %s, worse by at most %s points, %d utterances",
        Figures.of(difference.second()),
        Figures.of(difference.first()),
        points(worst),
        difference.utterances());
  }

  private String name() {
    return metric.name().toLowerCase(Locale.ROOT);
  }

  private static String points(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }
}
