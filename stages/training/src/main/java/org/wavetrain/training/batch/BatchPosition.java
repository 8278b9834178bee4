package org.wavetrain.training.batch;

/**
 * A place in the endless sequence of batches.
 *
 * @param epoch how many times all utterances were gone through before, from 0
 * @param index the batch within the epoch, from 0
 */
public record BatchPosition(long epoch, int index) {
  public static final BatchPosition START = new BatchPosition(0, 0);

  /** The place after this one; what follows an epoch's last batch is the next epoch's first. */
  BatchPosition next(int batchesInEpoch) {
    return index + 1 < batchesInEpoch
        ? new BatchPosition(epoch, index + 1)
        : new BatchPosition(epoch + 1, 0);
  }
}
