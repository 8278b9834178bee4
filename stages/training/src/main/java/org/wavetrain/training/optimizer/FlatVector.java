package org.wavetrain.training.optimizer;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Block-wise access to the memory of a flat float array, without a copy of the whole. Safe to use
 * from several threads on blocks that do not overlap.
 */
final class FlatVector {
  /** Keeps the memory alive that {@link #buffer} looks into. */
  private final INDArray array;

  private final FloatBuffer buffer;

  FlatVector(INDArray array) {
    if (array.dataType() != DataType.FLOAT
        || (array.length() > 1 && array.elementWiseStride() != 1)) {
      throw new IllegalArgumentException(
          "not a contiguous float vector: " + array.shapeInfoToString());
    }
    this.array = array;
    this.buffer =
        new FloatPointer(array.data().addressPointer()).capacity(array.length()).asBuffer();
  }

  long length() {
    return array.length();
  }

  void read(int offset, float[] destination, int length) {
    buffer.get(offset, destination, 0, length);
  }

  void write(int offset, float[] source, int length) {
    buffer.put(offset, source, 0, length);
  }
}
