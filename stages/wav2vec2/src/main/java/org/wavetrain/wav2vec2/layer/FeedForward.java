package org.wavetrain.wav2vec2.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** Two linear layers with a GELU between them. */
final class FeedForward {
  private final Kernels kernels;
  private final String name;
  private final long width;
  private final long innerWidth;
  private final double deviation;
  private final Linear intermediate;
  private final Linear output;
  private final Dropout dropout;
  private INDArray beforeActivation;

  FeedForward(
      Kernels kernels,
      CurrentStep step,
      String name,
      long width,
      long innerWidth,
      double deviation,
      double dropoutProbability) {
    this.kernels = kernels;
    this.name = name;
    this.width = width;
    this.innerWidth = innerWidth;
    this.deviation = deviation;
    this.intermediate = new Linear(kernels);
    this.output = new Linear(kernels);
    this.dropout = new Dropout(kernels, step, name, "activation_dropout", dropoutProbability);
  }

  List<Parameter> parameters() {
    Distribution weights = new Distribution.Normal(deviation);
    return List.of(
        new Parameter(name + ".intermediate_dense.weight", new long[] {innerWidth, width}, weights),
        new Parameter(
            name + ".intermediate_dense.bias", new long[] {innerWidth}, Distribution.zero()),
        new Parameter(name + ".output_dense.weight", new long[] {width, innerWidth}, weights),
        new Parameter(name + ".output_dense.bias", new long[] {width}, Distribution.zero()));
  }

  void bindParameters(ParameterViews views) {
    intermediate.bindParameters(
        views.get(name + ".intermediate_dense.weight"),
        views.get(name + ".intermediate_dense.bias"));
    output.bindParameters(
        views.get(name + ".output_dense.weight"), views.get(name + ".output_dense.bias"));
  }

  void bindGradients(ParameterViews views) {
    intermediate.bindGradients(
        views.get(name + ".intermediate_dense.weight"),
        views.get(name + ".intermediate_dense.bias"));
    output.bindGradients(
        views.get(name + ".output_dense.weight"), views.get(name + ".output_dense.bias"));
  }

  /** x [n, width] gives the same shape. */
  INDArray forward(INDArray x) {
    beforeActivation = intermediate.forward(x);
    INDArray activated = NativeArrays.empty(x.dataType(), beforeActivation.shape());
    kernels.gelu(beforeActivation, activated);
    return output.forward(dropout.forward(activated));
  }

  /** The gradient of x, a new array. */
  INDArray backward(INDArray gradient) {
    INDArray inner = dropout.backward(output.backward(gradient));
    kernels.geluGradient(beforeActivation, inner, inner);
    return intermediate.backward(inner);
  }

  void clear() {
    intermediate.clear();
    output.clear();
    dropout.clear();
    beforeActivation = null;
  }
}
