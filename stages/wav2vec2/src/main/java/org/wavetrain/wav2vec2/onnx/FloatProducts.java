package org.wavetrain.wav2vec2.onnx;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Products of 32-bit floats. */
final class FloatProducts implements LinearProducts {
  private final OnnxGraph graph;
  private final ModelWeights weights;
  private final Set<String> added = new HashSet<>();

  FloatProducts(OnnxGraph graph, ModelWeights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  @Override
  public String add(String layer, String use, String input) {
    String weight = layer + ".weight.transposed";
    if (added.add(layer)) {
      long[] shape = weights.tensor(layer + ".weight").shape();
      graph.weights(weight, weights.transposed(layer + ".weight"), shape[1], shape[0]);
    }
    return graph.node("MatMul", use + "/product", List.of(input, weight));
  }
}
