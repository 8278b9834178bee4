package org.wavetrain.wav2vec2.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** Layer norm over channels, as a part of a layer. */
final class LayerNorm {
  private final Kernels kernels;
  private final String name;
  private final long width;
  private final double epsilon;
  private INDArray gain;
  private INDArray bias;
  private INDArray gainGradient;
  private INDArray biasGradient;
  private INDArray input;
  private INDArray statistics;

  LayerNorm(Kernels kernels, String name, long width, double epsilon) {
    this.kernels = kernels;
    this.name = name;
    this.width = width;
    this.epsilon = epsilon;
  }

  List<Parameter> parameters() {
    return List.of(
        new Parameter(name + ".weight", new long[] {width}, Distribution.one()),
        new Parameter(name + ".bias", new long[] {width}, Distribution.zero()));
  }

  void bindParameters(ParameterViews views) {
    gain = views.get(name + ".weight");
    bias = views.get(name + ".bias");
  }

  void bindGradients(ParameterViews views) {
    gainGradient = views.get(name + ".weight");
    biasGradient = views.get(name + ".bias");
  }

  INDArray forward(INDArray x) {
    input = x;
    statistics = NativeArrays.empty(x.dataType(), 2, x.length() / width);
    INDArray y = NativeArrays.empty(x.dataType(), x.shape());
    kernels.layerNorm(x, gain, bias, epsilon, y, statistics);
    return y;
  }

  /** Returns a new array. */
  INDArray backward(INDArray gradient) {
    INDArray result = NativeArrays.empty(gradient.dataType(), gradient.shape());
    kernels.layerNormGradient(
        input, gradient, gain, epsilon, statistics, result, gainGradient, biasGradient);
    return result;
  }

  void clear() {
    input = null;
    statistics = null;
  }
}
