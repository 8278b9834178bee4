package org.wavetrain.classify;

import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.wav2vec2.HighestScore;

/** Collects how well predictions agree with the classes of a validation set. */
final class ClassificationScores {
  private final int classes;
  private final boolean[] predicted;
  private int utterances;
  private int right;
  private double lossSum;

  ClassificationScores(int classes) {
    this.classes = classes;
    this.predicted = new boolean[classes];
  }

  /**
   * Adds a batch.
   *
   * @param logits row-major [labels.length, classes]
   */
  void add(int[] labels, float[] logits) {
    for (int row = 0; row < labels.length; row++) {
      add(labels[row], logits, row * classes);
    }
  }

  private void add(int label, float[] logits, int offset) {
    int best = HighestScore.of(logits, offset, classes);
    double sum = 0;
    for (int candidate = 0; candidate < classes; candidate++) {
      sum += Math.exp((double) logits[offset + candidate] - logits[offset + best]);
    }
    lossSum += Math.log(sum) + logits[offset + best] - logits[offset + label];
    predicted[best] = true;
    right += best == label ? 1 : 0;
    utterances++;
  }

  /** {@code validation_classes} is how many classes were predicted at all. */
  Map<String, Double> metrics() {
    int distinct = 0;
    for (boolean used : predicted) {
      distinct += used ? 1 : 0;
    }
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("validation_loss", lossSum / utterances);
    metrics.put("validation_accuracy", (double) right / utterances);
    metrics.put("validation_classes", (double) distinct);
    return metrics;
  }
}
