package org.wavetrain.promotion;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.evaluation.EvaluatedUtterance;
import org.wavetrain.evaluation.Figures;
import org.wavetrain.evaluation.JudgedMetric;

/**
 * Lets a model pass that is strictly better than the champion in one metric, or that has a finite
 * value of it while there is no champion.
 *
 * @param metric the metric's name
 * @param better which values are better
 */
public record BeatsChampion(String metric, Direction better) implements Gate {
  private static final String RULE = "better_than_champion";

  @Override
  public List<JudgedRule> judge(Contest contest) {
    return List.of(rule(contest));
  }

  private JudgedRule rule(Contest contest) {
    Double value = contest.challenger().metrics().get(metric);
    if (value == null) {
      return refused("a " + metric, "its evaluation has none");
    }
    if (!Double.isFinite(value)) {
      return refused("a " + metric + " that is a number", value.toString());
    }
    if (contest.obstacle().isPresent()) {
      return refused("to be compared with the champion", contest.obstacle().get());
    }
    if (contest.champion().isEmpty()) {
      return new JudgedRule(RULE, "a " + metric, Figures.of(value), true);
    }
    Optional<String> few = tooFew(contest.challenger().utterances());
    if (few.isPresent()) {
      return refused("enough utterances to compare with the champion", few.get());
    }
    Evidence champion = contest.champion().get();
    Double best = champion.metrics().get(metric);
    // A champion that cannot be compared was put in service by hand: only a person replaces it.
    if (best == null || !Double.isFinite(best)) {
      return refused(
          "to be compared with version " + champion.version(),
          "that has no " + metric + " to compare with");
    }
    return new JudgedRule(
        RULE,
        String.format(
            Locale.ROOT,
            "%s %s than the %s of version %d",
            metric,
            better == Direction.LOWER ? "less" : "greater",
            Figures.of(best),
            champion.version()),
        Figures.of(value),
        better.prefers(value, best));
  }

  /** Of a version that was registered by hand only the figures may be known. */
  private Optional<String> tooFew(List<EvaluatedUtterance> utterances) {
    return Stream.of(JudgedMetric.values())
        .filter(judged -> judged.name().equalsIgnoreCase(metric) && !utterances.isEmpty())
        .map(judged -> UtteranceCount.of(judged, utterances))
        .filter(UtteranceCount::isTooFew)
        .map(UtteranceCount::tooFew)
        .findFirst();
  }

  private static JudgedRule refused(String wanted, String got) {
    return new JudgedRule(RULE, wanted, got, false);
  }
}
