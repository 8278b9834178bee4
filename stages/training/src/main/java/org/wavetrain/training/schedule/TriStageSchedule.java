package org.wavetrain.training.schedule;

/**
 * fairseq's {@code tri_stage}: a linear rise from {@code initialScale * peak}, a plateau, an
 * exponential decay to {@code finalScale * peak}, which then stays. fairseq's fine-tuning recipes
 * use 10 % / 40 % / 50 % of the updates and scales of 0.01 and 0.05.
 */
public record TriStageSchedule(
    double peak,
    long warmupSteps,
    long holdSteps,
    long decaySteps,
    double initialScale,
    double finalScale)
    implements LearningRateSchedule {
  @Override
  public double at(long step) {
    if (step < warmupSteps) {
      double initial = initialScale * peak;
      return initial + (peak - initial) * step / warmupSteps;
    }
    long decayed = step - warmupSteps - holdSteps;
    if (decayed <= 0) {
      return peak;
    }
    if (decayed >= decaySteps) {
      return finalScale * peak;
    }
    return peak * Math.exp(Math.log(finalScale) * decayed / decaySteps);
  }
}
