package org.wavetrain.training.loop;

import java.util.Map;
import java.util.TreeMap;

/** What the batches of one update said, together. */
final class StepTally {
  private final Map<String, Double> figures = new TreeMap<>();
  private double loss;
  private double weight;

  void add(StepLoss batch) {
    loss += batch.weight() * batch.loss();
    weight += batch.weight();
    batch
        .figures()
        .forEach((name, value) -> figures.merge(name, batch.weight() * value, Double::sum));
  }

  /** Means over the batches, each with its weight; the weights' sum. */
  StepLoss mean() {
    Map<String, Double> means = new TreeMap<>();
    figures.forEach((name, sum) -> means.put(name, sum / weight));
    return new StepLoss(loss / weight, weight, means);
  }
}
