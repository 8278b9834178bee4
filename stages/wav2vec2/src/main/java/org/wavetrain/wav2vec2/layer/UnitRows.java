package org.wavetrain.wav2vec2.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows scaled to length one, as the cosine similarity of PyTorch has them. */
final class UnitRows {
  /** The least length that is divided by; PyTorch's default. */
  private static final double FLOOR = 1e-8;

  private final double[] values;
  private final double[] lengths;
  private final int width;
  private final INDArray units;

  UnitRows(INDArray rows) {
    values = NativeArrays.doubles(rows);
    width = (int) rows.size(1);
    lengths = new double[values.length / width];
    for (int row = 0; row < lengths.length; row++) {
      double squares = 0;
      for (int index = row * width; index < (row + 1) * width; index++) {
        squares += values[index] * values[index];
      }
      lengths[row] = Math.max(Math.sqrt(squares), FLOOR);
      for (int index = row * width; index < (row + 1) * width; index++) {
        values[index] /= lengths[row];
      }
    }
    units = NativeArrays.empty(rows.dataType(), rows.shape());
    NativeArrays.write(values, units);
  }

  /** The rows, each of length one. */
  INDArray units() {
    return units;
  }

  /** From the gradient of the units, that of the rows: {@code (g − u (u·g)) / length}. */
  INDArray backward(INDArray ofUnits) {
    double[] gradient = NativeArrays.doubles(ofUnits);
    for (int row = 0; row < lengths.length; row++) {
      double along = 0;
      for (int index = row * width; index < (row + 1) * width; index++) {
        along += values[index] * gradient[index];
      }
      for (int index = row * width; index < (row + 1) * width; index++) {
        gradient[index] = (gradient[index] - values[index] * along) / lengths[row];
      }
    }
    INDArray result = NativeArrays.empty(ofUnits.dataType(), ofUnits.shape());
    NativeArrays.write(gradient, result);
    return result;
  }
}
