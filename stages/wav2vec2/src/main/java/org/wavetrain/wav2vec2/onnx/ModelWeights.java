package org.wavetrain.wav2vec2.onnx;

import java.util.Map;
import java.util.function.Supplier;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.format.TensorNames;

/**
 * The tensors of a model in the layouts that ONNX operators take. Each is made whenever it is asked
 * for, so that only those in use are in memory.
 */
record ModelWeights(Map<String, Tensor> tensors) {
  ModelWeights {
    tensors = TensorNames.canonical(tensors);
  }

  Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new UserFailure(
          ModelError.MODEL_TENSORS_MISMATCHED,
          "The model has no tensor " + name + ".",
          "Export a model that was saved for the same task.");
    }
    return tensor;
  }

  Supplier<float[]> values(String name) {
    return tensor(name)::toFloats;
  }

  /** A linear layer's weight, stored [out, in], as [in, out]. */
  Supplier<float[]> transposed(String name) {
    Tensor tensor = tensor(name);
    return () -> transposed(tensor);
  }

  private static float[] transposed(Tensor tensor) {
    int rows = (int) tensor.shape()[0];
    int columns = (int) tensor.shape()[1];
    float[] values = tensor.toFloats();
    float[] transposed = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = values[row * columns + column];
      }
    }
    return transposed;
  }

  /**
   * The weight of the positional convolution [out, in / groups, kernel] with its weight norm worked
   * in: each kernel position's direction divided by its norm over both other dimensions and
   * multiplied by its magnitude.
   */
  Supplier<float[]> positional() {
    Supplier<float[]> magnitude = values(TensorNames.POSITIONAL_MAGNITUDE);
    Supplier<float[]> direction = values(TensorNames.POSITIONAL_DIRECTION);
    return () -> positional(magnitude.get(), direction.get());
  }

  private static float[] positional(float[] magnitude, float[] direction) {
    int kernel = magnitude.length;
    double[] squares = new double[kernel];
    for (int index = 0; index < direction.length; index++) {
      squares[index % kernel] += (double) direction[index] * direction[index];
    }
    float[] weight = new float[direction.length];
    for (int index = 0; index < direction.length; index++) {
      int position = index % kernel;
      weight[index] =
          (float) (direction[index] * (magnitude[position] / Math.sqrt(squares[position])));
    }
    return weight;
  }

  /** The softmax of a vector. */
  double[] softmax(String name) {
    double[] values = tensor(name).toDoubles();
    double greatest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      greatest = Math.max(greatest, value);
    }
    double sum = 0;
    for (int index = 0; index < values.length; index++) {
      values[index] = Math.exp(values[index] - greatest);
      sum += values[index];
    }
    for (int index = 0; index < values.length; index++) {
      values[index] /= sum;
    }
    return values;
  }
}
