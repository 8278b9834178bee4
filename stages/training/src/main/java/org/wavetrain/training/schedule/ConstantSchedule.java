package org.wavetrain.training.schedule;

/** Linear warm-up to {@code peak}, which then stays. */
public record ConstantSchedule(double peak, long warmupSteps) implements LearningRateSchedule {
  @Override
  public double at(long step) {
    return peak * LearningRateSchedule.warmupFactor(step, warmupSteps);
  }
}
