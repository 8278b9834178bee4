package org.wavetrain.wav2vec2.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.kernels.Kernels;

/**
 * The layer norm on the feature encoder's output. In pre-training it measures that output, the mean
 * of whose squares (over the whole batch, as {@code features_pen} of fairseq's wav2vec2.py) can be
 * part of the loss, so that features do not grow without bound.
 */
public final class FeatureNorm extends NormLayer {
  private static final String NAME = "wav2vec2.feature_projection.layer_norm";

  private final Kernels kernels;
  private boolean measuring;
  private double weight;
  private double meanSquare;
  private INDArray features;

  public FeatureNorm(Kernels kernels, long width, double epsilon, boolean trainable) {
    super(kernels, NAME, width, epsilon, trainable);
    this.kernels = kernels;
  }

  /**
   * Has the mean square of inputs taken from now on, which costs a pass over each.
   *
   * @param ofMeanSquare its factor in the loss; 0 measures only
   */
  public void penalise(double ofMeanSquare) {
    measuring = true;
    weight = ofMeanSquare;
  }

  /** The mean square of the last input, when {@link #penalise} was called. */
  public double inputMeanSquare() {
    return meanSquare;
  }

  /** What the last input adds to the loss. */
  double penalty() {
    return weight * meanSquare;
  }

  @Override
  public INDArray forward(INDArray input) {
    if (measuring) {
      features = input;
      double length = input.norm2Number().doubleValue();
      meanSquare = length * length / input.length();
    }
    return super.forward(input);
  }

  @Override
  public INDArray backward(INDArray gradient) {
    INDArray result = super.backward(gradient);
    if (trainable() && weight != 0) {
      kernels.add(result, features.mul(2 * weight / features.length()), result);
    }
    return result;
  }

  @Override
  public void clear() {
    super.clear();
    features = null;
  }
}
