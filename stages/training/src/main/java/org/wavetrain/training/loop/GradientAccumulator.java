package org.wavetrain.training.loop;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds up the gradients of the batches of one update. With one batch an update it copies nothing.
 */
final class GradientAccumulator implements AutoCloseable {
  private final INDArray sum;
  private INDArray current;

  GradientAccumulator(long length, int batches) {
    sum = batches > 1 ? Nd4j.createUninitializedDetached(DataType.FLOAT, length) : null;
  }

  /** Takes the gradient of the update's first batch, or adds that of a later one. */
  void add(INDArray gradient, boolean first) {
    if (sum == null) {
      current = gradient;
    } else if (first) {
      current = sum.assign(gradient);
    } else {
      sum.addi(gradient);
    }
  }

  /** The sum since the last first batch. */
  INDArray gradient() {
    return current;
  }

  @Override
  public void close() {
    if (sum != null) {
      sum.close();
    }
  }
}
