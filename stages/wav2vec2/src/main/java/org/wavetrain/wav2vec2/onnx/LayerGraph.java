package org.wavetrain.wav2vec2.onnx;

import static org.wavetrain.wav2vec2.onnx.OnnxGraph.attribute;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The layers that a model is made of, each added to a graph under the name of its tensors. */
final class LayerGraph {
  private static final float SQUARE_ROOT_OF_TWO = (float) Math.sqrt(2);

  private final OnnxGraph graph;
  private final ModelWeights weights;
  private final LinearProducts products;
  private final LinearProducts headProducts;
  private final Set<String> biases = new HashSet<>();

  LayerGraph(OnnxGraph graph, ModelWeights weights, LinearPrecision precision) {
    this.graph = graph;
    this.weights = weights;
    this.products = precision.products(graph, weights);
    this.headProducts = LinearPrecision.FLOAT32.products(graph, weights);
  }

  /** A product with the weight of a linear layer, plus its bias; over the last dimension. */
  String linear(String name, String input) {
    return biased(name, name, products.add(name, name, input));
  }

  /** The same in 32-bit floats. */
  String head(String name, String input) {
    return head(name, name, input);
  }

  /** As above, for a layer that may be used more than once, with values named after the use. */
  String head(String name, String use, String input) {
    return biased(name, use, headProducts.add(name, use, input));
  }

  private String biased(String name, String use, String product) {
    String bias = name + ".bias";
    if (biases.add(bias)) {
      vector(bias);
    }
    return graph.node("Add", use + "/output", List.of(product, bias));
  }

  /** A layer norm over the last dimension. */
  String layerNorm(String name, String input, double epsilon) {
    return graph.node(
        "LayerNormalization",
        name + "/output",
        List.of(input, vector(name + ".weight"), vector(name + ".bias")),
        attribute("axis", -1),
        attribute("epsilon", (float) epsilon));
  }

  /** A group norm of [batch, channels, time] with one channel a group. */
  String groupNorm(String name, String input, double epsilon) {
    return graph.node(
        "InstanceNormalization",
        name + "/output",
        List.of(input, vector(name + ".weight"), vector(name + ".bias")),
        attribute("epsilon", (float) epsilon));
  }

  /** The same over what is no padding. */
  String groupNorm(String name, String input, double epsilon, PaddingMasks masks) {
    return masks.groupNorm(name, input, vector(name + ".weight"), vector(name + ".bias"), epsilon);
  }

  /** The exact GELU, x (1 + erf(x / √2)) / 2. */
  String gelu(String name, String input) {
    String scaled =
        graph.node("Div", name + "/scaled", List.of(input, graph.constant(SQUARE_ROOT_OF_TWO)));
    String error = graph.node("Erf", name + "/erf", List.of(scaled));
    String shifted = graph.node("Add", name + "/shifted", List.of(error, graph.constant(1f)));
    String product = graph.node("Mul", name + "/product", List.of(input, shifted));
    return graph.node("Mul", name + "/output", List.of(product, graph.constant(0.5f)));
  }

  String transpose(String output, String input, long... permutation) {
    return graph.node("Transpose", output, List.of(input), attribute("perm", permutation));
  }

  String add(String output, String first, String second) {
    return graph.node("Add", output, List.of(first, second));
  }

  private String vector(String name) {
    return graph.weights(name, weights.values(name), weights.tensor(name).elements());
  }
}
