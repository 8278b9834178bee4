package org.wavetrain.training.schedule;

/** The learning rate of every update. Updates are counted from 0. */
public sealed interface LearningRateSchedule
    permits ConstantSchedule, LinearSchedule, CosineSchedule, PolynomialSchedule, TriStageSchedule {
  /** The learning rate of the update with this number. */
  double at(long step);

  /** How many updates the rate rises from near zero to its peak. */
  long warmupSteps();

  /**
   * The part of the peak that a linear warm-up allows: 1/n in the first of n steps, 1 in the last
   * and from then on, so that no update is wasted on a rate of zero.
   */
  static double warmupFactor(long step, long warmupSteps) {
    return step < warmupSteps ? (step + 1) / (double) warmupSteps : 1;
  }

  /**
   * The part of the decay that is still to come: 1 in the first step after the warm-up, falling in
   * a straight line to 0 in the step that would follow the last.
   */
  static double remaining(long step, long warmupSteps, long totalSteps) {
    if (step <= warmupSteps) {
      return 1;
    }
    return Math.max(0, totalSteps - step) / (double) Math.max(1, totalSteps - warmupSteps);
  }
}
