package org.wavetrain.wav2vec2.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows scaled to length one, as the cosine similarity of PyTorch has them. */
final class UnitRows {
  /** The least length that is divided by; PyTorch's default. */
  private static final double FLOOR = 1e-8;

  private final HeapBuffer values = new HeapBuffer();
  private final HeapBuffer gradients = new HeapBuffer();
  private double[] lengths = new double[0];
  private INDArray units;

  /** Takes up rows [n, width] and gives them at length one, until the next ones are taken. */
  INDArray forward(INDArray rows) {
    double[] unit = values.read(rows);
    int count = (int) rows.size(0);
    int width = (int) rows.size(1);
    if (lengths.length < count) {
      lengths = new double[count];
    }
    for (int row = 0; row < count; row++) {
      double squares = 0;
      for (int index = row * width; index < (row + 1) * width; index++) {
        squares += unit[index] * unit[index];
      }
      lengths[row] = Math.max(Math.sqrt(squares), FLOOR);
      for (int index = row * width; index < (row + 1) * width; index++) {
        unit[index] /= lengths[row];
      }
    }
    units = NativeArrays.empty(rows.dataType(), rows.shape());
    values.write(units);
    return units;
  }

  /** The rows, each of length one. */
  INDArray units() {
    return units;
  }

  /** From the gradient of the units, that of the rows: {@code (g − u (u·g)) / length}. */
  INDArray backward(INDArray ofUnits) {
    int count = (int) ofUnits.size(0);
    int width = (int) ofUnits.size(1);
    double[] unit = values.room(count * width);
    double[] gradient = gradients.read(ofUnits);
    for (int row = 0; row < count; row++) {
      double along = 0;
      for (int index = row * width; index < (row + 1) * width; index++) {
        along += unit[index] * gradient[index];
      }
      for (int index = row * width; index < (row + 1) * width; index++) {
        gradient[index] = (gradient[index] - unit[index] * along) / lengths[row];
      }
    }
    INDArray result = NativeArrays.empty(ofUnits.dataType(), ofUnits.shape());
    gradients.write(result);
    return result;
  }

  void clear() {
    units = null;
  }
}
