package org.wavetrain.training.loop;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a {@link ConvergenceWatch} remembers.
 *
 * @param observed finite steps seen
 * @param loss running mean of the loss
 * @param lossDeviation running mean of the loss's distance from its running mean
 * @param lossAfterWarmup the running mean when the warm-up ended, NaN before
 * @param gradientNorm very slow running mean of the gradient norm
 * @param recentGradientNorm fast running mean of the gradient norm
 * @param spikes loss spikes seen
 * @param raised names of the warnings given
 */
public record WatchState(
    long observed,
    double loss,
    double lossDeviation,
    double lossAfterWarmup,
    double gradientNorm,
    double recentGradientNorm,
    int spikes,
    SortedSet<String> raised) {
  static final WatchState START = new WatchState(0, 0, 0, Double.NaN, 0, 0, 0, new TreeSet<>());

  public WatchState {
    raised = new TreeSet<>(raised);
  }
}
