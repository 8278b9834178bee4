package org.wavetrain.training.schedule;

/** Linear warm-up to {@code peak}, then linear decay to zero after {@code totalSteps}. */
public record LinearSchedule(double peak, long warmupSteps, long totalSteps)
    implements LearningRateSchedule {
  @Override
  public double at(long step) {
    return peak
        * LearningRateSchedule.warmupFactor(step, warmupSteps)
        * LearningRateSchedule.remaining(step, warmupSteps, totalSteps);
  }
}
