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
import org.wavetrain.evaluation.Difference;
import org.wavetrain.evaluation.EvaluatedUtterance;
import org.wavetrain.evaluation.Figures;
import org.wavetrain.evaluation.JudgedMetric;
import org.wavetrain.evaluation.PairedBootstrap;

/**
 * Lets a model pass that is, as far as the utterances tell, not worse than the champion by more
 * than a margin: on all of them, and on each slice of the kinds that are named. The end of a
 * one-sided interval decides, so that few utterances refuse rather than permit.
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
    List<EvaluatedUtterance> utterances = contest.challenger().utterances();
    rules.add(judge(RULE, utterances, contest));
    for (String kind : rule.slices()) {
      Map<String, List<EvaluatedUtterance>> slices = slices(kind, utterances);
      if (slices.isEmpty()) {
        rules.add(
            new JudgedRule(
                RULE + " by " + kind, wanted(), "no utterance tells its " + kind, false));
      }
      slices.forEach(
          (value, some) -> rules.add(judge(RULE + " " + kind + "=" + value, some, contest)));
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

  private JudgedRule judge(String name, List<EvaluatedUtterance> some, Contest contest) {
    Optional<String> unmeasured = unmeasured(some, contest);
    if (unmeasured.isPresent()) {
      return new JudgedRule(name, wanted(), unmeasured.get(), false);
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
      return new JudgedRule(name, wanted(), "no utterance that both were measured on", false);
    }
    double worst = metric.lowerIsBetter() ? difference.get().high() : -difference.get().low();
    return new JudgedRule(name, wanted(), got(difference.get(), worst), worst <= rule.margin());
  }

  /** Why nothing can be said of the challenger, whatever there is to compare it with. */
  private Optional<String> unmeasured(List<EvaluatedUtterance> some, Contest contest) {
    Double value = contest.challenger().metrics().get(name());
    if (value == null || !Double.isFinite(value)) {
      return Optional.of(
          "its evaluation has " + (value == null ? "no " + name() : name() + " " + value));
    }
    return some.isEmpty() ? Optional.of("no utterance was measured") : Optional.empty();
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
