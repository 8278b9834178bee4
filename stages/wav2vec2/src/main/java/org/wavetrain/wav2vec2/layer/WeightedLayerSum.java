package org.wavetrain.wav2vec2.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.kernels.Kernels;

/**
 * A learned mixture of hidden states, which come stacked, [states · batch, frames, width]; its
 * weights are the softmax of the parameter.
 */
public final class WeightedLayerSum implements LayerFunction {
  private static final String NAME = "layer_weights";

  private final Kernels kernels;
  private final long states;
  private final boolean trunkTrainable;
  private INDArray scores;
  private INDArray scoreGradient;
  private INDArray input;
  private INDArray weights;

  /**
   * @param states number of hidden states
   * @param trunkTrainable whether anything before it wants a gradient
   */
  public WeightedLayerSum(Kernels kernels, long states, boolean trunkTrainable) {
    this.kernels = kernels;
    this.states = states;
    this.trunkTrainable = trunkTrainable;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(NAME, new long[] {states}, new Distribution.Constant(1.0 / states)));
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public void bindParameters(ParameterViews views) {
    scores = views.together(NAME, 1, states);
  }

  @Override
  public void bindGradients(ParameterViews views) {
    scoreGradient = views.together(NAME, 1, states);
  }

  @Override
  public INDArray forward(INDArray x) {
    input = x;
    weights = NativeArrays.empty(x.dataType(), 1, states);
    kernels.softmax(scores, weights);
    INDArray sum = NativeArrays.empty(x.dataType(), x.size(0) / states, x.size(1), x.size(2));
    kernels.product(weights, byState(x), 1, sum.reshape('c', 1, sum.length()));
    return sum;
  }

  @Override
  public INDArray backward(INDArray gradient) {
    INDArray flat = gradient.reshape('c', 1, gradient.length());
    INDArray ofWeights = NativeArrays.empty(gradient.dataType(), 1, states);
    kernels.product(flat, byState(input).transpose(), 1, ofWeights);
    kernels.softmaxGradient(weights, ofWeights, scoreGradient);
    INDArray result = NativeArrays.empty(gradient.dataType(), input.shape());
    if (trunkTrainable) {
      kernels.product(weights.transpose(), flat, 1, byState(result));
    }
    return result;
  }

  private INDArray byState(INDArray stacked) {
    return stacked.reshape('c', states, stacked.length() / states);
  }

  @Override
  public void clear() {
    input = null;
    weights = null;
  }
}
