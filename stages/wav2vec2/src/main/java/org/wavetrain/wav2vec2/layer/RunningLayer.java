package org.wavetrain.wav2vec2.layer;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a function as a layer of a DL4J graph. */
class RunningLayer extends BaseLayer<GraphLayer> {
  private static final long serialVersionUID = 1;

  RunningLayer(NeuralNetConfiguration configuration, DataType dataType) {
    super(configuration, dataType);
  }

  LayerFunction function() {
    return layerConf().function();
  }

  /**
   * Keeps the array itself: the step's arena outlives it, so there is nothing to move it out of.
   */
  @Override
  public void setInput(INDArray activations, LayerWorkspaceMgr workspaces) {
    input = activations;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    return function().forward(input);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray gradient, LayerWorkspaceMgr workspaces) {
    return new Pair<>(gradients(), function().backward(gradient));
  }

  /** The views that the function has written into. */
  Gradient gradients() {
    Gradient gradients = new DefaultGradient(gradientsFlattened);
    for (Map.Entry<String, INDArray> view : gradientViews.entrySet()) {
      gradients.setGradientFor(view.getKey(), view.getValue());
    }
    return gradients;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray vector) {
    super.setBackpropGradientsViewArray(vector);
    function().bindGradients(new ParameterViews(vector, function().parameters()));
  }

  @Override
  public void clear() {
    super.clear();
    function().clear();
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
