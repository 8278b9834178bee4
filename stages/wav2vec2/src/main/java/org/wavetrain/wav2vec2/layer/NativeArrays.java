package org.wavetrain.wav2vec2.layer;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Moves values between the heap and row-major arrays in native memory. */
public final class NativeArrays {
  /** Elements; keeps an arena's arrays at beginnings of cache lines, which vectors load faster. */
  private static final long ALIGNMENT = 16;

  private NativeArrays() {}

  /** An array without values, in the open arena if there is one. */
  public static INDArray empty(DataType dataType, long... shape) {
    long[] strides = new long[shape.length];
    long length = 1;
    for (int dimension = shape.length - 1; dimension >= 0; dimension--) {
      strides[dimension] = length;
      length *= shape[dimension];
    }
    long room = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return Nd4j.create(Nd4j.createBuffer(dataType, room, false), shape, strides, 0, 'c');
  }

  /** A new array with the first of the given values. */
  public static INDArray of(float[] values, DataType dataType, long... shape) {
    INDArray array = empty(dataType, shape);
    write(values, array);
    return array;
  }

  /** Where the first element lies. The buffer's own address leaves a view's offset out. */
  public static long address(INDArray array) {
    return array.data().pointer().address() + array.offset() * array.dataType().width();
  }

  /** Whether the elements lie in row-major order without gaps. */
  public static boolean dense(INDArray array) {
    long stride = 1;
    for (int dimension = array.rank() - 1; dimension >= 0; dimension--) {
      if (array.size(dimension) != 1 && array.stride(dimension) != stride) {
        return false;
      }
      stride *= array.size(dimension);
    }
    return true;
  }

  /** Copies a dense array to one of the same length, which may overlap it. */
  public static void move(INDArray source, INDArray target) {
    Pointer.memmove(
        new PagedPointer(address(target)),
        new PagedPointer(address(source)),
        source.length() * source.dataType().width());
  }

  /** Copies as many values as the array has elements. */
  public static void write(float[] values, INDArray array) {
    if (array.dataType() == DataType.FLOAT) {
      HostCopies.write(values, array);
    } else {
      double[] wide = new double[Math.toIntExact(array.length())];
      for (int index = 0; index < wide.length; index++) {
        wide[index] = values[index];
      }
      HostCopies.write(wide, array);
    }
  }

  /** Copies as many values as the array has elements. */
  public static void write(double[] values, INDArray array) {
    if (array.dataType() == DataType.DOUBLE) {
      HostCopies.write(values, array);
    } else {
      float[] narrow = new float[Math.toIntExact(array.length())];
      for (int index = 0; index < narrow.length; index++) {
        narrow[index] = (float) values[index];
      }
      HostCopies.write(narrow, array);
    }
  }

  /** The elements in row-major order. */
  public static float[] floats(INDArray array) {
    float[] values = new float[Math.toIntExact(array.length())];
    if (array.dataType() == DataType.FLOAT) {
      HostCopies.read(array, values);
    } else {
      double[] wide = doubles(array);
      for (int index = 0; index < values.length; index++) {
        values[index] = (float) wide[index];
      }
    }
    return values;
  }

  /** The elements in row-major order. */
  public static double[] doubles(INDArray array) {
    double[] values = new double[Math.toIntExact(array.length())];
    if (array.dataType() == DataType.DOUBLE) {
      HostCopies.read(array, values);
    } else {
      float[] narrow = floats(array);
      for (int index = 0; index < values.length; index++) {
        values[index] = narrow[index];
      }
    }
    return values;
  }
}
