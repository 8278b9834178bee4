package org.wavetrain.wav2vec2.onnx;

import static org.wavetrain.wav2vec2.onnx.OnnxGraph.attribute;

import java.util.List;
import java.util.Optional;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;

/** A transformer block: attention and a feed-forward part, each around a residual connection. */
final class BlockGraph {
  private final OnnxGraph graph;
  private final LayerGraph layers;
  private final ContextNetwork network;
  private final Optional<String> attentionBias;

  /**
   * @param attentionBias what is added to attention's scores
   */
  BlockGraph(
      OnnxGraph graph, LayerGraph layers, ContextNetwork network, Optional<String> attentionBias) {
    this.graph = graph;
    this.layers = layers;
    this.network = network;
    this.attentionBias = attentionBias;
  }

  /** Adds one block and returns its output. */
  String add(String name, String input) {
    String first = name + ".layer_norm";
    String second = name + ".final_layer_norm";
    if (network.preNorm()) {
      String attended = attention(name + ".attention", norm(first, input));
      String middle = layers.add(name + "/attended", input, attended);
      String fed = feedForward(name + ".feed_forward", norm(second, middle));
      return layers.add(name + "/output", middle, fed);
    }
    String attended = layers.add(name + "/attended", input, attention(name + ".attention", input));
    String middle = norm(first, attended);
    String fed = layers.add(name + "/fed", middle, feedForward(name + ".feed_forward", middle));
    return norm(second, fed);
  }

  private String norm(String name, String input) {
    return layers.layerNorm(name, input, network.layerNormEpsilon());
  }

  private String attention(String name, String input) {
    float scale = (float) (1 / Math.sqrt(network.headSize()));
    String query =
        graph.node(
            "Mul",
            name + "/scaled_query",
            List.of(layers.linear(name + ".q_proj", input), graph.constant(scale)));
    query = heads(name + "/query", query, 0, 2, 1, 3);
    String key = heads(name + "/key", layers.linear(name + ".k_proj", input), 0, 2, 3, 1);
    String value = heads(name + "/value", layers.linear(name + ".v_proj", input), 0, 2, 1, 3);
    String scores = graph.node("MatMul", name + "/scores", List.of(query, key));
    if (attentionBias.isPresent()) {
      scores = layers.add(name + "/masked_scores", scores, attentionBias.get());
    }
    String shares = graph.node("Softmax", name + "/shares", List.of(scores), attribute("axis", -1));
    String mixed = graph.node("MatMul", name + "/mixed", List.of(shares, value));
    mixed = layers.transpose(name + "/frames", mixed, 0, 2, 1, 3);
    mixed =
        graph.node(
            "Reshape",
            name + "/joined",
            List.of(mixed, graph.constant(0, 0, network.hiddenSize())));
    return layers.linear(name + ".out_proj", mixed);
  }

  /** [batch, frames, width] as [batch, frames, heads, head width], permuted. */
  private String heads(String name, String input, long... permutation) {
    String split =
        graph.node(
            "Reshape",
            name + "_split",
            List.of(input, graph.constant(0, 0, network.attentionHeads(), network.headSize())));
    return layers.transpose(name, split, permutation);
  }

  private String feedForward(String name, String input) {
    String inner = layers.linear(name + ".intermediate_dense", input);
    return layers.linear(name + ".output_dense", layers.gelu(name + ".intermediate_act_fn", inner));
  }
}
