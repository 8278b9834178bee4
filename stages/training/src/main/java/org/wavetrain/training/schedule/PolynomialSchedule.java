package org.wavetrain.training.schedule;

/**
 * Linear warm-up to {@code peak}, then decay to {@code floor} after {@code totalSteps} as a power
 * of the part that remains.
 */
public record PolynomialSchedule(
    double peak, double floor, double power, long warmupSteps, long totalSteps)
    implements LearningRateSchedule {
  @Override
  public double at(long step) {
    if (step < warmupSteps) {
      return peak * LearningRateSchedule.warmupFactor(step, warmupSteps);
    }
    double remaining = LearningRateSchedule.remaining(step, warmupSteps, totalSteps);
    return floor + (peak - floor) * Math.pow(remaining, power);
  }
}
