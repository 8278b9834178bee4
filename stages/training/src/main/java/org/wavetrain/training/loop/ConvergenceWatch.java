package org.wavetrain.training.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Looks at every step for signs that a training goes wrong. Each warning is given once, loss spikes
 * up to ten times. The limits are rules of thumb: wide enough that sound runs pass.
 */
final class ConvergenceWatch {
  private static final double SLOW = 0.02;
  private static final double FAST = 0.1;
  private static final double VERY_SLOW = 0.005;
  private static final long SETTLED = 50;
  private static final int MOST_SPIKES = 10;
  private static final double SPIKE_DEVIATIONS = 10;
  private static final double SPIKE_RATIO = 2;

  /** Where losses are nearly nothing, many times as much is little still: in nats for a symbol. */
  private static final double SMALLEST_JUMP = 0.3;

  private static final double SMALLEST_JUMP_OF_FIRST = 0.1;
  private static final double NORM_GROWTH = 5;
  private static final double PLATEAU_RATIO = 0.95;
  private static final long SHORTEST_PATIENCE = 300;
  private static final long LONGEST_PATIENCE = 2000;

  /** Losses of sound runs of many updates may take longer to fall by a twentieth. */
  private static final long LONGEST_PLATEAU = 10_000;

  private final long warmupSteps;
  private final long totalSteps;
  private WatchState state;

  ConvergenceWatch(long warmupSteps, long totalSteps, WatchState state) {
    this.warmupSteps = warmupSteps;
    this.totalSteps = totalSteps;
    this.state = state;
  }

  WatchState state() {
    return state;
  }

  /** Whether a training that learns should have something to show. */
  boolean wellUnderWay(long step) {
    return step >= warmupSteps + patience(LONGEST_PATIENCE);
  }

  /** A fifth of the training, but neither too few updates to tell nor wastefully many. */
  private long patience(long longest) {
    return Math.min(longest, Math.max(SHORTEST_PATIENCE, totalSteps / 5));
  }

  /**
   * Takes note of an update.
   *
   * @param step updates done
   * @param loss finite
   * @param gradientNorm finite, before clipping
   * @param ids the utterances of its batches
   */
  List<TrainingWarning> observe(long step, double loss, double gradientNorm, List<String> ids) {
    List<TrainingWarning> warnings = new ArrayList<>();
    boolean settled = state.observed() >= SETTLED;
    boolean spike = settled && isSpike(loss) && state.spikes() < MOST_SPIKES;
    if (spike) {
      warnings.add(spikeWarning(step, loss, ids));
    }
    remember(step, loss, gradientNorm, spike);
    if (settled && state.recentGradientNorm() > NORM_GROWTH * state.gradientNorm()) {
      warnings.add(growthWarning(step));
    }
    if (step >= descentEnds() + patience(LONGEST_PLATEAU)
        && state.seenAfterWarmup() >= SETTLED
        && state.loss() > PLATEAU_RATIO * state.lossAfterWarmup()) {
      warnings.add(plateauWarning(step));
    }
    return firstOfTheirName(warnings);
  }

  /** Those that were not given before; loss spikes always. */
  List<TrainingWarning> firstOfTheirName(List<TrainingWarning> warnings) {
    SortedSet<String> raised = new TreeSet<>(state.raised());
    List<TrainingWarning> fresh = new ArrayList<>();
    for (TrainingWarning warning : warnings) {
      if (raised.add(warning.name()) || warning.name().equals("loss_spike")) {
        fresh.add(warning);
      }
    }
    state =
        new WatchState(
            state.observed(),
            state.loss(),
            state.lossDeviation(),
            state.firstLoss(),
            state.lossAfterWarmup(),
            state.seenAfterWarmup(),
            state.gradientNorm(),
            state.recentGradientNorm(),
            state.spikes(),
            raised);
    return fresh;
  }

  /**
   * From where on losses say whether there is a plateau: the first ones fall steeply whatever the
   * learning rate, also when the warm-up is shorter.
   */
  private long descentEnds() {
    return Math.max(warmupSteps, SETTLED);
  }

  private boolean isSpike(double loss) {
    double smallest = Math.max(SMALLEST_JUMP, SMALLEST_JUMP_OF_FIRST * state.firstLoss());
    return loss - state.loss() > smallest
        && loss > SPIKE_RATIO * state.loss()
        && loss > state.loss() + SPIKE_DEVIATIONS * state.lossDeviation();
  }

  private void remember(long step, double loss, double gradientNorm, boolean spike) {
    long observed = state.observed() + 1;
    double slow = Math.max(SLOW, 1.0 / observed);
    double fast = Math.max(FAST, 1.0 / observed);
    double verySlow = Math.max(VERY_SLOW, 1.0 / observed);
    double mean = state.loss() + slow * (loss - state.loss());
    double deviation = Math.abs(loss - mean);
    boolean noted = step >= descentEnds() && state.seenAfterWarmup() < SETTLED;
    long seen = state.seenAfterWarmup() + (noted ? 1 : 0);
    state =
        new WatchState(
            observed,
            mean,
            state.lossDeviation() + slow * (deviation - state.lossDeviation()),
            state.observed() == 0 ? loss : state.firstLoss(),
            noted
                ? state.lossAfterWarmup() + (loss - state.lossAfterWarmup()) / seen
                : state.lossAfterWarmup(),
            seen,
            state.gradientNorm() + verySlow * (gradientNorm - state.gradientNorm()),
            state.recentGradientNorm() + fast * (gradientNorm - state.recentGradientNorm()),
            state.spikes() + (spike ? 1 : 0),
            state.raised());
  }

  private TrainingWarning spikeWarning(long step, double loss, List<String> ids) {
    return new TrainingWarning(
        "loss_spike",
        step,
        String.format(
            Locale.ROOT,
            "the loss jumped to %.3f from a mean of %.3f with %s",
            loss,
            state.loss(),
            String.join(", ", ids)),
        "listen to these utterances and compare them with their texts");
  }

  private TrainingWarning growthWarning(long step) {
    return new TrainingWarning(
        "gradient_norm_growing",
        step,
        String.format(
            Locale.ROOT,
            "the gradient norm grew to %.2f from a mean of %.2f",
            state.recentGradientNorm(),
            state.gradientNorm()),
        "lower the learning rate or lengthen the warm-up");
  }

  private TrainingWarning plateauWarning(long step) {
    return new TrainingWarning(
        "loss_plateau",
        step,
        String.format(
            Locale.ROOT,
            "the loss is %.3f and was %.3f after the warm-up",
            state.loss(),
            state.lossAfterWarmup()),
        "check the learning rate (1e-4 for large models, 1e-3 for nano) and the batch size");
  }
}
