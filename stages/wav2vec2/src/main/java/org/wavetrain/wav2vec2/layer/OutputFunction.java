package org.wavetrain.wav2vec2.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The end of the graph: a head and its loss. Without targets it only scores. */
public interface OutputFunction extends LayerFunction {
  /** The loss of an input against the targets; keeps what {@link #backward()} needs. */
  double loss(INDArray input);

  /** The gradient of the last loss: the parameters', and the input's, which is returned. */
  INDArray backward();

  @Override
  default INDArray backward(INDArray gradient) {
    return backward();
  }
}
