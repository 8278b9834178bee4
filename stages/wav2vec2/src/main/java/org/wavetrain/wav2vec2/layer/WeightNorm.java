package org.wavetrain.wav2vec2.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.kernels.Kernels;

/**
 * The positional convolution's weight as direction times length, {@code w = g · v / |v|}, with one
 * length for each tap of the kernel (arXiv 1602.07868; PyTorch's {@code weight_norm} with {@code
 * dim=2}).
 */
final class WeightNorm {
  private final Kernels kernels;
  private final long outChannels;
  private final long inChannels;
  private final long kernel;
  private INDArray lengths;
  private INDArray directions;
  private INDArray lengthGradient;
  private INDArray directionGradient;
  private INDArray norms;
  private INDArray product;
  private INDArray gradientOfProduct;

  WeightNorm(Kernels kernels, long outChannels, long inChannels, long kernel) {
    this.kernels = kernels;
    this.outChannels = outChannels;
    this.inChannels = inChannels;
    this.kernel = kernel;
  }

  /** Normal with deviation √(4 / (kernel · channels)), as fairseq's {@code make_conv_pos}. */
  List<Parameter> parameters() {
    double deviation = Math.sqrt(4.0 / (kernel * outChannels));
    return List.of(
        new Parameter(
            TensorNames.POSITIONAL_MAGNITUDE,
            new long[] {1, 1, kernel},
            new Distribution.Constant(deviation * Math.sqrt(outChannels * inChannels))),
        new Parameter(
            TensorNames.POSITIONAL_DIRECTION,
            new long[] {outChannels, inChannels, kernel},
            new Distribution.Normal(deviation)));
  }

  void bindParameters(ParameterViews views) {
    lengths = views.together(TensorNames.POSITIONAL_MAGNITUDE, 1, kernel);
    directions = views.together(TensorNames.POSITIONAL_DIRECTION, outChannels * inChannels, kernel);
  }

  void bindGradients(ParameterViews views) {
    lengthGradient = views.together(TensorNames.POSITIONAL_MAGNITUDE, 1, kernel);
    directionGradient =
        views.together(TensorNames.POSITIONAL_DIRECTION, outChannels * inChannels, kernel);
  }

  /** The weight, [outChannels, inChannels, kernel]. */
  INDArray forward() {
    INDArray scratch = NativeArrays.empty(directions.dataType(), directions.shape());
    kernels.multiply(directions, directions, scratch);
    norms = NativeArrays.empty(directions.dataType(), 1, kernel);
    kernels.sumRows(scratch, norms);
    Transforms.sqrt(norms, false);
    kernels.multiply(directions, lengths.div(norms), scratch);
    product = scratch.reshape('c', outChannels, inChannels, kernel);
    return product;
  }

  INDArray product() {
    return product;
  }

  /** Where the weight's gradient is put before {@link #backward()}. */
  INDArray gradientOfProduct() {
    if (gradientOfProduct == null) {
      gradientOfProduct =
          NativeArrays.empty(directions.dataType(), outChannels, inChannels, kernel);
    }
    return gradientOfProduct;
  }

  /** dg = Σ dw·v / |v|; dv = g / |v| · (dw − v · dg / |v|). */
  void backward() {
    INDArray gradient = gradientOfProduct().reshape('c', outChannels * inChannels, kernel);
    INDArray scratch = NativeArrays.empty(directions.dataType(), directions.shape());
    kernels.multiply(gradient, directions, scratch);
    kernels.sumRows(scratch, lengthGradient);
    lengthGradient.divi(norms);
    INDArray scale = lengths.div(norms);
    kernels.multiply(gradient, scale, directionGradient);
    kernels.multiply(directions, scale.mul(lengthGradient).divi(norms).negi(), scratch);
    kernels.add(directionGradient, scratch, directionGradient);
  }

  void clear() {
    norms = null;
    product = null;
    gradientOfProduct = null;
  }
}
