package org.wavetrain.training.loop;

import java.util.Map;

/**
 * What one batch said.
 *
 * @param loss the loss to show, a mean that does not depend on the size of the batch
 * @param weight what the gradient must be divided by to be the mean's: 1 when it is that already,
 *     the number of terms when it is a sum's
 * @param figures more to log, by metric name
 */
public record StepLoss(double loss, double weight, Map<String, Double> figures) {
  public StepLoss {
    figures = Map.copyOf(figures);
  }
}
