package org.wavetrain.wav2vec2.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** The norm after a convolution of the feature encoder. */
sealed interface ConvolutionNorm {
  List<Parameter> parameters();

  void bindParameters(ParameterViews views);

  void bindGradients(ParameterViews views);

  /**
   * The normalised x, which is x itself where there is no norm.
   *
   * @param overwriting whether the result is to replace x
   */
  INDArray forward(INDArray x, boolean overwriting);

  /** Turns the gradient of the output into that of the input x, in place. */
  void backward(INDArray x, INDArray gradient);

  void clear();

  static ConvolutionNorm of(
      Kernels kernels, FeatureNormalisation kind, int index, String layer, long channels) {
    if (kind == FeatureNormalisation.GROUP && index > 0) {
      return new None();
    }
    return new Affine(kernels, kind, layer + ".layer_norm", channels);
  }

  /** No norm. */
  final class None implements ConvolutionNorm {
    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public void bindParameters(ParameterViews views) {}

    @Override
    public void bindGradients(ParameterViews views) {}

    @Override
    public INDArray forward(INDArray x, boolean overwriting) {
      return x;
    }

    @Override
    public void backward(INDArray x, INDArray gradient) {}

    @Override
    public void clear() {}
  }

  /** A layer norm over channels, or a group norm of one channel a group. */
  final class Affine implements ConvolutionNorm {
    /** PyTorch's default; the configuration's epsilon does not reach these norms. */
    private static final double EPSILON = 1e-5;

    private final Kernels kernels;
    private final FeatureNormalisation kind;
    private final String name;
    private final long channels;
    private INDArray gain;
    private INDArray bias;
    private INDArray gainGradient;
    private INDArray biasGradient;
    private INDArray statistics;

    Affine(Kernels kernels, FeatureNormalisation kind, String name, long channels) {
      this.kernels = kernels;
      this.kind = kind;
      this.name = name;
      this.channels = channels;
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(
          new Parameter(name + ".weight", new long[] {channels}, Distribution.one()),
          new Parameter(name + ".bias", new long[] {channels}, Distribution.zero()));
    }

    @Override
    public void bindParameters(ParameterViews views) {
      gain = views.get(name + ".weight");
      bias = views.get(name + ".bias");
    }

    @Override
    public void bindGradients(ParameterViews views) {
      gainGradient = views.get(name + ".weight");
      biasGradient = views.get(name + ".bias");
    }

    @Override
    public INDArray forward(INDArray x, boolean overwriting) {
      INDArray y = overwriting ? x : NativeArrays.empty(x.dataType(), x.shape());
      statistics =
          kind == FeatureNormalisation.LAYER
              ? NativeArrays.empty(x.dataType(), 2, x.size(0) * x.size(1))
              : NativeArrays.empty(x.dataType(), x.size(0), 2, channels);
      switch (kind) {
        case LAYER -> kernels.layerNorm(x, gain, bias, EPSILON, y, statistics);
        case GROUP -> kernels.channelNorm(x, gain, bias, EPSILON, y, statistics);
      }
      return y;
    }

    @Override
    public void backward(INDArray x, INDArray gradient) {
      switch (kind) {
        case LAYER ->
            kernels.layerNormGradient(
                x, gradient, gain, EPSILON, statistics, gradient, gainGradient, biasGradient);
        case GROUP ->
            kernels.channelNormGradient(
                x, gradient, gain, EPSILON, statistics, gradient, gainGradient, biasGradient);
      }
    }

    @Override
    public void clear() {
      statistics = null;
    }
  }
}
