package org.wavetrain.wav2vec2.model;

import org.wavetrain.wav2vec2.kernels.Kernels;

/**
 * What of a network is trained, and on which arithmetic it runs.
 *
 * @param freezeFeatureEncoder the convolutional layers keep their weights and have no backward pass
 * @param freezeTrunk everything but the heads keeps its weights and has no backward pass
 * @param kernels the arithmetic; decides the data type too. The network does not close it.
 */
public record NetworkOptions(boolean freezeFeatureEncoder, boolean freezeTrunk, Kernels kernels) {
  /** Everything trainable. */
  public static NetworkOptions trainable(Kernels kernels) {
    return new NetworkOptions(false, false, kernels);
  }

  /** All but the convolutional layers trainable. */
  public static NetworkOptions frozenFeatureEncoder(Kernels kernels) {
    return new NetworkOptions(true, false, kernels);
  }

  /** Only the heads trainable. */
  public static NetworkOptions frozenTrunk(Kernels kernels) {
    return new NetworkOptions(true, true, kernels);
  }
}
