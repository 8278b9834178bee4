package org.wavetrain.training.optimizer;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Block-wise access to the memory of a flat float array, without a copy of the whole. Safe to use
 * from several threads on blocks that do not overlap. On a card blocks are copied to and fro.
 */
final class FlatVector {
  /** Keeps the memory alive that {@link #buffer} looks into. */
  private final INDArray array;

  /** The array's memory, or null where the processor cannot reach it. */
  private final FloatBuffer buffer;

  FlatVector(INDArray array) {
    this(array, Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU);
  }

  /**
   * @param reachable whether the processor can read and write the array's memory
   */
  FlatVector(INDArray array, boolean reachable) {
    if (array.dataType() != DataType.FLOAT
        || (array.length() > 1 && array.elementWiseStride() != 1)) {
      throw new IllegalArgumentException(
          "not a contiguous float vector: " + array.shapeInfoToString());
    }
    this.array = array;
    this.buffer =
        reachable
            ? new FloatPointer(array.data().addressPointer()).capacity(array.length()).asBuffer()
            : null;
  }

  long length() {
    return array.length();
  }

  void read(int offset, float[] destination, int length) {
    if (buffer == null) {
      System.arraycopy(block(offset, length).dup().data().asFloat(), 0, destination, 0, length);
    } else {
      buffer.get(offset, destination, 0, length);
    }
  }

  void write(int offset, float[] source, int length) {
    if (buffer == null) {
      block(offset, length).assign(Nd4j.createFromArray(Arrays.copyOf(source, length)));
    } else {
      buffer.put(offset, source, 0, length);
    }
  }

  private INDArray block(int offset, int length) {
    return array.reshape(array.length()).get(NDArrayIndex.interval(offset, offset + length));
  }
}
