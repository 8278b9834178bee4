package org.wavetrain.wav2vec2.model;

import java.util.Map;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A computation graph whose activations may live in an arena that the caller has opened. */
final class StepGraph extends ComputationGraph {
  private static final long serialVersionUID = 1;

  StepGraph(ComputationGraphConfiguration configuration) {
    super(configuration);
  }

  /** Every vertex's output, without training. */
  Map<String, INDArray> activations(INDArray input) {
    INDArray[] inputs = {input};
    setInputs(inputs);
    return ffToLayerActivationsInWS(
        false, -1, null, FwdPassType.STANDARD, false, inputs, null, null, true);
  }
}
