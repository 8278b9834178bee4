package org.wavetrain.wav2vec2.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Views of activations as matrices. */
final class Rows {
  private Rows() {}

  /** [batch, time, channel] as [batch · time, channel]. */
  static INDArray of(INDArray activations) {
    return activations.reshape('c', -1, activations.size(-1));
  }
}
