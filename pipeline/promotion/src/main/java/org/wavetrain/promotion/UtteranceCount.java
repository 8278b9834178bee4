package org.wavetrain.promotion;

import java.util.List;
import org.wavetrain.evaluation.Difference;
import org.wavetrain.evaluation.EvaluatedUtterance;
import org.wavetrain.evaluation.JudgedMetric;

/**
 * Of how many utterances a figure is.
 *
 * @param utterances how many
 */
record UtteranceCount(int utterances) {
  static UtteranceCount of(JudgedMetric metric, List<EvaluatedUtterance> utterances) {
    return new UtteranceCount(metric.count(utterances));
  }

  /** Whether nothing can be said of so few. */
  boolean isTooFew() {
    return utterances < Difference.FEWEST_UTTERANCES;
  }

  /** How a verdict tells that they are too few. */
  String tooFew() {
    return switch (utterances) {
      case 0 -> "no utterance was measured";
      case 1 -> "1 utterance, fewer than " + Difference.FEWEST_UTTERANCES;
      default -> utterances + " utterances, fewer than " + Difference.FEWEST_UTTERANCES;
    };
  }
}
