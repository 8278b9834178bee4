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
  /** Everything trainable, on the fastest kernels that this machine has. */
  public static NetworkOptions trainable() {
    return new NetworkOptions(false, false, Kernels.fastest());
  }

  /** All but the convolutional layers trainable, on the fastest kernels that this machine has. */
  public static NetworkOptions frozenFeatureEncoder() {
    return new NetworkOptions(true, false, Kernels.fastest());
  }

  /** Only the heads trainable, on the fastest kernels that this machine has. */
  public static NetworkOptions frozenTrunk() {
    return new NetworkOptions(true, true, Kernels.fastest());
  }
}
