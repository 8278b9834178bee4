package org.wavetrain.wav2vec2.kernels;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrix products on ND4J. */
final class Nd4jProducts {
  /** What is done with two matrices and the place of their product. */
  interface Step {
    void on(INDArray a, INDArray b, INDArray out);
  }

  /**
   * The product of two matrices, row-major. ND4J is twice as fast into a column-major result, so
   * the transposed product is what it computes.
   */
  INDArray multiply(INDArray a, INDArray b) {
    return b.transpose().mmul(a.transpose()).transpose();
  }

  /** Goes through the leading dimensions. */
  void each(INDArray a, INDArray b, INDArray out, Step step) {
    if (out.rank() == 2) {
      step.on(a, b, out);
      return;
    }
    for (long index = 0; index < out.size(0); index++) {
      each(a.slice(index), b.slice(index), out.slice(index), step);
    }
  }
}
