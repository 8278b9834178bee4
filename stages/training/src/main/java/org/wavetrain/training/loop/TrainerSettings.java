package org.wavetrain.training.loop;

import org.wavetrain.training.optimizer.AdamSettings;
import org.wavetrain.training.schedule.LearningRateSchedule;

/**
 * How to train, whatever the objective.
 *
 * @param steps updates in all
 * @param accumulation batches whose gradients make one update
 * @param optimizer settings of Adam
 * @param schedule the learning rate of each update
 * @param clipNorm longest gradient, 0 for no limit; a longer one is shortened to it
 * @param evaluateEvery updates between evaluations; the last update is always followed by one
 * @param checkpointEvery updates between checkpoints
 * @param checkpointsKept how many of the latest checkpoints are kept
 * @param patience evaluations without a better one before training ends early, 0 for never
 * @param keepBest whether the network ends as it was at its best evaluation, not at its last
 * @param seed of all randomness
 */
public record TrainerSettings(
    long steps,
    int accumulation,
    AdamSettings optimizer,
    LearningRateSchedule schedule,
    double clipNorm,
    long evaluateEvery,
    long checkpointEvery,
    int checkpointsKept,
    int patience,
    boolean keepBest,
    long seed) {
  public TrainerSettings {
    requirePositive("steps", steps);
    requirePositive("accumulation", accumulation);
    requirePositive("evaluateEvery", evaluateEvery);
    requirePositive("checkpointEvery", checkpointEvery);
    requirePositive("checkpointsKept", checkpointsKept);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
