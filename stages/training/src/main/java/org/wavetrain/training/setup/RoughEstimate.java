package org.wavetrain.training.setup;

import java.time.Duration;
import org.wavetrain.definition.Parameters;

/** How long a training takes, before anything is known of the corpus or the machine. */
final class RoughEstimate {
  /** What utterances are about as long as, where nothing says how long a batch is. */
  private static final double UTTERANCE_SECONDS = 3;

  /** An epoch is taken for one of so much speech: only ratios of such estimates count. */
  private static final double EPOCH_SECONDS = 3600;

  private RoughEstimate() {}

  /** On two cores. A run that was made before is scaled by the ratio of two such estimates. */
  static Duration of(Parameters parameters) {
    double seconds = audioSeconds(parameters) * SizeFigures.of(parameters).secondsForOne();
    return Duration.ofSeconds(Math.round(seconds));
  }

  /** Seconds of audio that are trained on, repetitions counted. */
  private static double audioSeconds(Parameters parameters) {
    if (TrainingBudget.countsEpochs(parameters)) {
      return parameters.number("epochs") * EPOCH_SECONDS;
    }
    double batches = (double) parameters.integer("steps") * parameters.integer("accumulation");
    double byCount = parameters.integer("batch_size") * UTTERANCE_SECONDS;
    double bySamples = parameters.number("batch_seconds");
    double batch =
        byCount == 0 ? bySamples : bySamples == 0 ? byCount : Math.min(byCount, bySamples);
    return batches * batch;
  }
}
