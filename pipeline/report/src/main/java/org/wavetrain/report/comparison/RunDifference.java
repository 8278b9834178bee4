package org.wavetrain.report.comparison;

import java.util.Locale;
import java.util.Optional;
import org.wavetrain.evaluation.Difference;
import org.wavetrain.evaluation.JudgedMetric;

/**
 * How a run does beside the baseline.
 *
 * @param run the name of the one
 * @param baseline the name of the other
 * @param metric in what they are compared; null if either has not been evaluated
 * @param difference how far they are apart, the run less the baseline; empty if there is nothing
 *     that both were measured on
 * @param verdict what that comes to
 * @param remark what limits it, as the end of a sentence; may be empty
 */
public record RunDifference(
    String run,
    String baseline,
    Optional<JudgedMetric> metric,
    Optional<Difference> difference,
    Verdict verdict,
    String remark) {
  private static final double POINTS = 100;

  /** What a comparison comes to. */
  public enum Verdict {
    /** The run is better, by more than chance explains. */
    BETTER,
    /** The baseline is better, by more than chance explains. */
    WORSE,
    /** Chance alone could make them differ so much. */
    NOT_TOLD,
    /** Every utterance that both heard was heard equally well. */
    EQUAL,
    /** What both were measured on is not enough to say anything. */
    TOO_FEW,
    /** There is nothing that both were measured on. */
    NOT_COMPARABLE
  }

  static RunDifference of(
      String run, String baseline, JudgedMetric metric, Difference difference, String remark) {
    return new RunDifference(
        run,
        baseline,
        Optional.of(metric),
        Optional.of(difference),
        verdict(metric, difference),
        remark);
  }

  static RunDifference none(String run, String baseline, String why) {
    return new RunDifference(
        run, baseline, Optional.empty(), Optional.empty(), Verdict.NOT_COMPARABLE, why);
  }

  private static Verdict verdict(JudgedMetric metric, Difference difference) {
    if (difference.isOfTooFew()) {
      return Verdict.TOO_FEW;
    }
    if (difference.isReal()) {
      return difference.value() < 0 == metric.lowerIsBetter() ? Verdict.BETTER : Verdict.WORSE;
    }
    return difference.low() == 0 && difference.high() == 0 ? Verdict.EQUAL : Verdict.NOT_TOLD;
  }

  /**
   * In words, for example {@code B is better than A: WER −1.3 points, 95 % interval −2.0…−0.6, 480
   * utterances.}
   */
  public String sentence() {
    String verdict =
        switch (this.verdict) {
          case BETTER -> run + " is better than " + baseline + ": ";
          case WORSE -> run + " is worse than " + baseline + ": ";
          case NOT_TOLD -> "No difference can be told between " + run + " and " + baseline + ": ";
          case EQUAL -> run + " and " + baseline + " do equally well: ";
          case TOO_FEW -> "Too few utterances to tell " + run + " from " + baseline + ": ";
          case NOT_COMPARABLE -> run + " cannot be compared with " + baseline + ": ";
        };
    return verdict + figures() + remark + ".";
  }

  /** The figures of the sentence alone; empty if there are none. */
  private String figures() {
    if (difference.isEmpty()) {
      return "";
    }
    Difference apart = difference.get();
    // An interval of less than a point needs a second decimal to be seen.
    int decimals = apart.high() - apart.low() < 1 / POINTS ? 2 : 1;
    return "%s %s points, %s%s %s"
        .formatted(
            metric.orElseThrow() == JudgedMetric.ACCURACY ? "accuracy" : metric.get().name(),
            points(apart.value(), decimals, true),
            interval(apart, decimals),
            String.format(Locale.ROOT, "%,d", apart.utterances()),
            apart.utterances() == 1 ? "utterance" : "utterances");
  }

  /** Of too few utterances it would only seem to say something. */
  private static String interval(Difference apart, int decimals) {
    return apart.isOfTooFew()
        ? ""
        : "95\u00a0%% interval %s…%s, "
            .formatted(points(apart.low(), decimals, false), points(apart.high(), decimals, false));
  }

  private static String points(double share, int decimals, boolean signed) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(POINTS * share));
    boolean zero = Double.parseDouble(text) == 0;
    if (zero) {
      return text;
    }
    return share < 0 ? "−" + text : signed ? "+" + text : text;
  }
}
