package org.wavetrain.wav2vec2.layer;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Block-wise access to the memory of a row-major float array, as if it were flat, without a copy of
 * the whole. Safe to use from several threads on blocks that do not overlap. On a card blocks are
 * copied to and fro. The array must be open.
 */
public final class FlatVector {
  /** Keeps the memory alive that {@link #buffer} looks into. */
  private final INDArray array;

  /** The array's memory, or null where the processor cannot reach it. */
  private final FloatBuffer buffer;

  public FlatVector(INDArray array) {
    this(array, HostCopies.reachable());
  }

  /**
   * @param reachable whether the processor can read and write the array's memory
   */
  FlatVector(INDArray array, boolean reachable) {
    if (array.dataType() != DataType.FLOAT || !NativeArrays.dense(array)) {
      throw new IllegalArgumentException(
          "not a contiguous float array: " + array.shapeInfoToString());
    }
    this.array = array;
    this.buffer =
        reachable
            ? new FloatPointer(array.data().addressPointer()).capacity(array.length()).asBuffer()
            : null;
  }

  /** How many elements there are. */
  public long length() {
    return array.length();
  }

  /** Copies elements from {@code offset} on to the beginning of an array. */
  public void read(int offset, float[] destination, int length) {
    if (buffer == null) {
      HostCopies.fetch(block(offset, length), destination);
    } else {
      open().get(offset, destination, 0, length);
    }
  }

  /** Fills a buffer up to its limit with the elements from {@code offset} on. */
  public void read(int offset, FloatBuffer destination) {
    int length = destination.remaining();
    if (buffer == null) {
      float[] values = new float[length];
      read(offset, values, length);
      destination.put(values);
    } else {
      destination.put(open().slice(offset, length));
    }
  }

  /** Copies the beginning of an array to the elements from {@code offset} on. */
  public void write(int offset, float[] source, int length) {
    if (buffer == null) {
      HostCopies.send(source, block(offset, length));
    } else {
      open().put(offset, source, 0, length);
    }
  }

  /** Copies a buffer up to its limit to the elements from {@code offset} on. */
  public void write(int offset, FloatBuffer source) {
    int length = source.remaining();
    if (buffer == null) {
      float[] values = new float[length];
      source.get(values);
      write(offset, values, length);
    } else {
      open().slice(offset, length).put(source);
    }
  }

  /** The memory, unless it was freed: looking there would end the process. */
  private FloatBuffer open() {
    if (array.wasClosed()) {
      throw new IllegalStateException("the array was closed");
    }
    return buffer;
  }

  private INDArray block(int offset, int length) {
    return array.reshape(array.length()).get(NDArrayIndex.interval(offset, offset + length));
  }
}
