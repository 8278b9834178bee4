package org.wavetrain.wav2vec2.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A differentiable function with parameters: one vertex of the graph. Activations are [batch, time,
 * channel]. What {@link #forward} keeps for {@link #backward} lives in the step's arena.
 */
public interface LayerFunction {
  /** The parameters in the order in which they lie in the flat vectors. */
  List<Parameter> parameters();

  /** Whether they have gradients; those of others stay zero. */
  boolean trainable();

  /** Says where the parameters lie. */
  void bindParameters(ParameterViews parameters);

  /** Says where the gradients go. */
  void bindGradients(ParameterViews gradients);

  /** The output. */
  INDArray forward(INDArray input);

  /**
   * From the output's gradient, the parameters' gradients, and the input's, which is returned.
   * Where nothing before this layer is trained, what is returned is never looked at.
   */
  INDArray backward(INDArray gradient);

  /** Forgets what {@link #forward} kept. */
  void clear();
}
