package org.wavetrain.training.batch;

/**
 * How utterances are put together.
 *
 * @param batchSize most utterances in a batch, 0 for no limit
 * @param maximumSamples most samples in a batch, padding included, 0 for no limit; an utterance
 *     longer than that makes a batch of its own
 * @param cropSamples an utterance longer than this is cut to it at a random place, 0 for never
 * @param groupByLength whether utterances of about equal length meet: little padding, but company
 *     that is alike in what goes with length
 * @param normalise whether each utterance is brought to zero mean and unit variance
 */
public record BatchSettings(
    int batchSize, long maximumSamples, int cropSamples, boolean groupByLength, boolean normalise) {
  public BatchSettings {
    if (batchSize < 1 && maximumSamples < 1) {
      throw new IllegalArgumentException("neither utterances nor samples of a batch are limited");
    }
  }

  int croppedLength(Example example) {
    int length = example.samples().length();
    return cropSamples > 0 ? Math.min(length, cropSamples) : length;
  }
}
