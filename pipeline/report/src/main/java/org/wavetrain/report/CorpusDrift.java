package org.wavetrain.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.wavetrain.report.CorpusFigures.Ranked;

/**
 * How far one property of a corpus is from that of another. Of many recordings any difference is
 * significant, so it must pass a bound as well to matter.
 *
 * @param measure what is compared
 * @param distance of a distribution, the Kolmogorov–Smirnov statistic: the largest difference
 *     between the shares of recordings below a value; of characters, the Jensen–Shannon distance
 *     with logarithms to the base 2. Both are from 0, equal, to 1
 * @param pValue how likely so large a distance is if there is no difference: of the two-sample
 *     Kolmogorov–Smirnov test, or of the chi-squared test of homogeneity
 * @param bound what is tolerable
 * @param significant whether the p-value is below 0.05
 * @param drifted whether it is significant and the distance is above the bound, or there are
 *     characters that the champion's texts do not have, however few
 * @param sentence all of it in words
 */
public record CorpusDrift(
    String measure,
    double distance,
    @JsonProperty("p_value") double pValue,
    double bound,
    boolean significant,
    boolean drifted,
    String sentence) {
  /** A tenth of the recordings would have to be others. */
  public static final double BOUND = 0.1;

  private static final double SIGNIFICANCE = 0.05;

  /**
   * Compares all that both corpora have.
   *
   * @param own the corpus
   * @param champion the one that the model in service was trained on
   */
  public static List<CorpusDrift> between(CorpusFigures own, CorpusFigures champion) {
    List<CorpusDrift> drifts = new ArrayList<>();
    for (CorpusMeasure measure : CorpusMeasure.ALL) {
      Optional<Ranked> here = own.ranked(measure.name());
      Optional<Ranked> there = champion.ranked(measure.name());
      if (here.isPresent() && there.isPresent()) {
        drifts.add(of(measure, here.get(), there.get()));
      }
    }
    characters(own.characters(), champion.characters()).ifPresent(drifts::add);
    return List.copyOf(drifts);
  }

  private static CorpusDrift of(CorpusMeasure measure, Ranked own, Ranked champion) {
    KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
    double distance = test.kolmogorovSmirnovStatistic(own.values(), champion.values());
    double p = Math.min(1, test.approximateP(distance, own.count(), champion.count()));
    String change =
        own.median() > champion.median()
            ? measure.more() + " than"
            : own.median() < champion.median() ? measure.less() + " than" : "spread otherwise than";
    String what =
        distance == 0
            ? "Recordings are as the champion's"
            : "Recordings are %s the champion's".formatted(change);
    String medians =
        "median %s %s against %s %s"
            .formatted(
                Wording.figure(own.median()),
                measure.unit(),
                Wording.figure(champion.median()),
                measure.unit());
    return judged(measure.title(), what + ": " + medians, "KS", distance, p);
  }

  /** Empty where a corpus has no texts. */
  private static Optional<CorpusDrift> characters(
      Map<String, Long> own, Map<String, Long> champion) {
    if (own.isEmpty() || champion.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<String> all = new TreeSet<>(own.keySet());
    all.addAll(champion.keySet());
    long[] here = all.stream().mapToLong(one -> own.getOrDefault(one, 0L)).toArray();
    long[] there = all.stream().mapToLong(one -> champion.getOrDefault(one, 0L)).toArray();
    double p =
        all.size() < 2 ? 1 : new ChiSquareTest().chiSquareTestDataSetsComparison(here, there);
    TreeSet<String> only = new TreeSet<>(all);
    only.removeAll(champion.keySet());
    TreeSet<String> gone = new TreeSet<>(all);
    gone.removeAll(own.keySet());
    String what =
        "Texts have %s%s"
            .formatted(
                only.isEmpty()
                    ? "no characters that the champion's do not have"
                    : "characters that the champion's do not have, " + String.join(" ", only),
                gone.isEmpty() ? "" : ", and none of " + String.join(" ", gone));
    CorpusDrift judged = judged("Characters", what, "JS", jensenShannon(here, there), p);
    return Optional.of(only.isEmpty() ? judged : judged.withNewCharacters());
  }

  /** A few of them hardly change a distribution, but a model writes none that it was not taught. */
  private CorpusDrift withNewCharacters() {
    return new CorpusDrift(
        measure,
        distance,
        pValue,
        bound,
        significant,
        true,
        sentence.substring(0, sentence.length() - 1)
            + "; the champion was not taught to write the new ones.");
  }

  private static CorpusDrift judged(
      String measure, String what, String statistic, double distance, double p) {
    boolean significant = p < SIGNIFICANCE;
    boolean above = distance > BOUND;
    String verdict =
        above
            ? significant
                ? "above the bound " + BOUND
                : "above the bound " + BOUND + ", but that may be chance"
            : "within the bound " + BOUND;
    String sentence =
        String.format(
            Locale.ROOT,
            "%s, %s %.2f, p %s: %s.",
            what,
            statistic,
            distance,
            p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", p),
            verdict);
    return new CorpusDrift(
        measure, distance, p, BOUND, significant, above && significant, sentence);
  }

  /** The square root of the divergence of Lin (1991), with logarithms to the base 2. */
  private static double jensenShannon(long[] one, long[] other) {
    double oneTotal = total(one);
    double otherTotal = total(other);
    double divergence = 0;
    for (int index = 0; index < one.length; index++) {
      double first = one[index] / oneTotal;
      double second = other[index] / otherTotal;
      double mean = (first + second) / 2;
      divergence += (surprise(first, mean) + surprise(second, mean)) / 2;
    }
    return Math.sqrt(Math.max(0, divergence));
  }

  private static double surprise(double share, double mean) {
    return share == 0 ? 0 : share * Math.log(share / mean) / Math.log(2);
  }

  private static double total(long[] counts) {
    double total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }
}
