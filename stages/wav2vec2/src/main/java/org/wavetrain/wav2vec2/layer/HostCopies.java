package org.wavetrain.wav2vec2.layer;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies between the heap and row-major arrays of the same type, as many values as the array has
 * elements. Where the processor can reach an array's memory it goes by address; elsewhere, as on a
 * card, by what every back end of ND4J offers.
 */
final class HostCopies {
  private HostCopies() {}

  static void write(float[] values, INDArray array) {
    if (reachable()) {
      new FloatPointer(array.data().addressPointer()).put(values, 0, length(array));
    } else {
      send(values, array);
    }
  }

  static void write(double[] values, INDArray array) {
    if (reachable()) {
      new DoublePointer(array.data().addressPointer()).put(values, 0, length(array));
    } else {
      send(values, array);
    }
  }

  static void read(INDArray array, float[] values) {
    if (reachable()) {
      new FloatPointer(array.data().addressPointer()).get(values, 0, length(array));
    } else {
      fetch(array, values);
    }
  }

  static void read(INDArray array, double[] values) {
    if (reachable()) {
      new DoublePointer(array.data().addressPointer()).get(values, 0, length(array));
    } else {
      fetch(array, values);
    }
  }

  static void send(float[] values, INDArray array) {
    send(Nd4j.createFromArray(Arrays.copyOf(values, length(array))), array);
  }

  static void send(double[] values, INDArray array) {
    send(Nd4j.createFromArray(Arrays.copyOf(values, length(array))), array);
  }

  private static void send(INDArray values, INDArray array) {
    array.assign(values.reshape(array.shape()));
    free(values);
  }

  static void fetch(INDArray array, float[] values) {
    INDArray copy = array.dup('c');
    System.arraycopy(copy.data().asFloat(), 0, values, 0, length(array));
    free(copy);
  }

  static void fetch(INDArray array, double[] values) {
    INDArray copy = array.dup('c');
    System.arraycopy(copy.data().asDouble(), 0, values, 0, length(array));
    free(copy);
  }

  /** An array of an open arena goes with that. */
  private static void free(INDArray array) {
    if (array.closeable()) {
      array.close();
    }
  }

  static boolean reachable() {
    return Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
  }

  private static int length(INDArray array) {
    return Math.toIntExact(array.length());
  }
}
