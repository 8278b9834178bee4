package org.wavetrain.wav2vec2.kernels;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
      each(part(a, index), part(b, index), part(out, index), step);
    }
  }

  /** A view without the first dimension; ND4J's own slice refuses some strided arrays. */
  private static INDArray part(INDArray array, long index) {
    return Nd4j.create(
        array.data(),
        Arrays.copyOfRange(array.shape(), 1, array.rank()),
        Arrays.copyOfRange(array.stride(), 1, array.rank()),
        array.offset() + index * array.stride(0),
        'c');
  }
}
