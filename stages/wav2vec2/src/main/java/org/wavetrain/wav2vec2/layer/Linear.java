package org.wavetrain.wav2vec2.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** {@code x · weightᵀ + bias} on rows. */
final class Linear {
  private final Kernels kernels;
  private INDArray weight;
  private INDArray bias;
  private INDArray weightGradient;
  private INDArray biasGradient;
  private INDArray input;

  Linear(Kernels kernels) {
    this.kernels = kernels;
  }

  void bindParameters(INDArray ofWeight, INDArray ofBias) {
    weight = ofWeight;
    bias = ofBias;
  }

  void bindGradients(INDArray ofWeight, INDArray ofBias) {
    weightGradient = ofWeight;
    biasGradient = ofBias;
  }

  /** x [n, in] gives [n, out]. */
  INDArray forward(INDArray x) {
    input = x;
    INDArray y = NativeArrays.empty(x.dataType(), x.size(0), weight.size(0));
    kernels.affine(x, weight, bias, y);
    return y;
  }

  /** The gradient of x, and the parameters' on the way. */
  INDArray backward(INDArray gradient) {
    parameterGradients(gradient);
    INDArray result = NativeArrays.empty(gradient.dataType(), gradient.size(0), weight.size(1));
    kernels.product(gradient, weight, 1, result);
    return result;
  }

  /** The parameters' gradients only. */
  void parameterGradients(INDArray gradient) {
    kernels.product(gradient.transpose(), input, 1, weightGradient);
    kernels.sumRows(gradient, biasGradient);
  }

  void clear() {
    input = null;
  }
}
