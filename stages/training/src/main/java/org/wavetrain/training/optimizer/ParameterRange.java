package org.wavetrain.training.optimizer;

/**
 * A run of the flat parameter vector that is trained. What no range covers is frozen: neither
 * gradient nor weight decay changes it.
 *
 * @param offset index of its first value
 * @param length how many values
 * @param gradientScale positive factor on its gradient, such as wav2vec 2.0's 0.1 on the
 *     convolutional encoder in pre-training; 0 would leave weight decay to work alone
 * @param firstStep the update from which on it is trained, 0 for all; until then it is frozen
 */
public record ParameterRange(long offset, long length, double gradientScale, long firstStep) {
  public ParameterRange {
    if (offset < 0 || length <= 0) {
      throw new IllegalArgumentException("no range: offset " + offset + ", length " + length);
    }
    if (gradientScale <= 0) {
      throw new IllegalArgumentException(
          "a range with a gradient scale of " + gradientScale + " is not trained: leave it out");
    }
  }

  boolean active(long step) {
    return step >= firstStep;
  }
}
