package org.wavetrain.training.loop;

import java.util.Map;
import java.util.TreeMap;

/**
 * One evaluation of a run.
 *
 * @param step after how many updates
 * @param metrics its results by name, sorted by name
 */
public record EvaluationRecord(long step, Map<String, Double> metrics) {
  public EvaluationRecord {
    metrics = new TreeMap<>(metrics);
  }
}
