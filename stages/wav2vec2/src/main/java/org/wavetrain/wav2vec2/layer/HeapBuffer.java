package org.wavetrain.wav2vec2.layer;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Heap memory for what a layer computes in double precision, kept from step to step. It grows to
 * the most that was asked for, so arrays that it gives may be longer than that.
 */
final class HeapBuffer {
  private double[] values = new double[0];
  private float[] narrow = new float[0];

  /** Room for so many values; they are whatever was there before. */
  double[] room(int length) {
    if (values.length < length) {
      values = new double[length];
    }
    return values;
  }

  /** The elements in row-major order, in {@link #room}. */
  double[] read(INDArray array) {
    int length = Math.toIntExact(array.length());
    room(length);
    if (array.dataType() == DataType.DOUBLE) {
      HostCopies.read(array, values);
      return values;
    }
    narrow(length);
    HostCopies.read(array, narrow);
    for (int index = 0; index < length; index++) {
      values[index] = narrow[index];
    }
    return values;
  }

  /** Copies as many of the {@link #room} as the array has elements. */
  void write(INDArray array) {
    int length = Math.toIntExact(array.length());
    if (array.dataType() == DataType.DOUBLE) {
      HostCopies.write(values, array);
      return;
    }
    narrow(length);
    for (int index = 0; index < length; index++) {
      narrow[index] = (float) values[index];
    }
    HostCopies.write(narrow, array);
  }

  private void narrow(int length) {
    if (narrow.length < length) {
      narrow = new float[length];
    }
  }
}
