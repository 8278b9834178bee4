package org.wavetrain.training.loop;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a {@link ConvergenceWatch} remembers.
 *
 * @param observed finite steps seen
 * @param loss running mean of the loss
 * @param lossDeviation running mean of the loss's distance from its running mean
 * @param firstLoss the first loss seen, NaN before
 * @param lossAfterWarmup the mean of the first losses after the warm-up, as many as were seen
 * @param seenAfterWarmup how many those are
 * @param gradientNorm very slow running mean of the gradient norm
 * @param recentGradientNorm fast running mean of the gradient norm
 * @param spikes loss spikes seen
 * @param raised names of the warnings given
 */
public record WatchState(
    long observed,
    double loss,
    double lossDeviation,
    double firstLoss,
    double lossAfterWarmup,
    long seenAfterWarmup,
    double gradientNorm,
    double recentGradientNorm,
    int spikes,
    SortedSet<String> raised) {
  static final WatchState START =
      new WatchState(0, 0, 0, Double.NaN, 0, 0, 0, 0, 0, new TreeSet<>());

  public WatchState {
    raised = new TreeSet<>(raised);
  }
}
