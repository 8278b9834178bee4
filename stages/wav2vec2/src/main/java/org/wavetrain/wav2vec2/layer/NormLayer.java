package org.wavetrain.wav2vec2.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** A layer norm over channels, as a layer of its own. */
public sealed class NormLayer implements LayerFunction permits FeatureNorm {
  private final LayerNorm norm;
  private final boolean trainable;

  /**
   * @param name of its tensors, without {@code .weight} and {@code .bias}
   */
  public NormLayer(Kernels kernels, String name, long width, double epsilon, boolean trainable) {
    this.norm = new LayerNorm(kernels, name, width, epsilon);
    this.trainable = trainable;
  }

  @Override
  public final List<Parameter> parameters() {
    return norm.parameters();
  }

  @Override
  public final boolean trainable() {
    return trainable;
  }

  @Override
  public final void bindParameters(ParameterViews views) {
    norm.bindParameters(views);
  }

  @Override
  public final void bindGradients(ParameterViews views) {
    norm.bindGradients(views);
  }

  @Override
  public INDArray forward(INDArray input) {
    return norm.forward(input);
  }

  @Override
  public INDArray backward(INDArray gradient) {
    return trainable ? norm.backward(gradient) : gradient;
  }

  @Override
  public void clear() {
    norm.clear();
  }
}
