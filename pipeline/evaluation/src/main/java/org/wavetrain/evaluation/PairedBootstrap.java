package org.wavetrain.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.wavetrain.evaluation.JudgedMetric.Score;

/**
 * How sure a difference between two models is, by the paired bootstrap of Bisani and Ney,
 * "Bootstrap estimates for confidence intervals in ASR performance evaluation" (ICASSP 2004):
 * utterances that both models heard are drawn with replacement, as many as there are, and both are
 * measured on each draw. Of many draws, the middle is the interval.
 *
 * @param samples how many draws
 * @param confidence the share of the draws in the interval, between 0 and 1
 */
public record PairedBootstrap(int samples, double confidence) {
  /** Enough for the ends of an interval to be steady in their second digit. */
  private static final int USUAL_SAMPLES = 2000;

  /** The same draws each time, so that a comparison told twice is the same. */
  private static final long SEED = 1;

  /** What one utterance adds to two rates. */
  private static final int FIELDS = 4;

  /** The usual number of draws. */
  public static PairedBootstrap withConfidence(double confidence) {
    return new PairedBootstrap(USUAL_SAMPLES, confidence);
  }

  /**
   * Compares two models on the utterances that both of them heard, by id.
   *
   * @return empty if there are none that the figure is of
   */
  public Optional<Difference> compare(
      JudgedMetric metric, List<EvaluatedUtterance> first, List<EvaluatedUtterance> second) {
    Map<String, Score> others = new HashMap<>();
    second.forEach(
        utterance -> metric.of(utterance).ifPresent(score -> others.put(utterance.id(), score)));
    List<Score> firsts = new ArrayList<>();
    List<Score> seconds = new ArrayList<>();
    for (EvaluatedUtterance utterance : first) {
      Optional<Score> score = metric.of(utterance);
      Score other = others.get(utterance.id());
      if (score.isPresent() && other != null) {
        firsts.add(score.get());
        seconds.add(other);
      }
    }
    return firsts.isEmpty() ? Optional.empty() : Optional.of(compare(firsts, seconds));
  }

  private Difference compare(List<Score> first, List<Score> second) {
    double[] differences = new double[samples];
    int count = first.size();
    long[] scores = side(first, second);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int sample = 0; sample < samples; sample++) {
      long counted = 0;
      long outOf = 0;
      long otherCounted = 0;
      long otherOutOf = 0;
      for (int draw = 0; draw < count; draw++) {
        int drawn = FIELDS * random.nextInt(count);
        counted += scores[drawn];
        outOf += scores[drawn + 1];
        otherCounted += scores[drawn + 2];
        otherOutOf += scores[drawn + 3];
      }
      differences[sample] = rate(otherCounted, otherOutOf) - rate(counted, outOf);
    }
    Arrays.sort(differences);
    double tail = (1 - confidence) / 2;
    return new Difference(
        rate(first),
        rate(second),
        quantile(differences, tail),
        quantile(differences, 1 - tail),
        count);
  }

  /** The scores of each utterance side by side: millions of them are drawn. */
  private static long[] side(List<Score> first, List<Score> second) {
    long[] scores = new long[FIELDS * first.size()];
    for (int index = 0; index < first.size(); index++) {
      scores[FIELDS * index] = first.get(index).counted();
      scores[FIELDS * index + 1] = first.get(index).outOf();
      scores[FIELDS * index + 2] = second.get(index).counted();
      scores[FIELDS * index + 3] = second.get(index).outOf();
    }
    return scores;
  }

  private static double rate(List<Score> scores) {
    return rate(
        scores.stream().mapToLong(Score::counted).sum(),
        scores.stream().mapToLong(Score::outOf).sum());
  }

  private static double rate(long counted, long outOf) {
    return (double) counted / Math.max(1, outOf);
  }

  /** Interpolated between neighbours. */
  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
