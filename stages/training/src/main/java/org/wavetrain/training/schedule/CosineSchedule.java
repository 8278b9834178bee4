package org.wavetrain.training.schedule;

/**
 * Linear warm-up to {@code peak}, then half a cosine wave down to {@code floor} after {@code
 * totalSteps}.
 */
public record CosineSchedule(double peak, double floor, long warmupSteps, long totalSteps)
    implements LearningRateSchedule {
  @Override
  public double at(long step) {
    if (step < warmupSteps) {
      return peak * LearningRateSchedule.warmupFactor(step, warmupSteps);
    }
    double done = 1 - LearningRateSchedule.remaining(step, warmupSteps, totalSteps);
    return floor + (peak - floor) * (1 + Math.cos(Math.PI * done)) / 2;
  }
}
