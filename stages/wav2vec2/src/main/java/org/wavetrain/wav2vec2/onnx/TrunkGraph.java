package org.wavetrain.wav2vec2.onnx;

import static org.wavetrain.wav2vec2.onnx.OnnxGraph.attribute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.TensorNames;

/** From waveforms [batch, samples] to hidden states [batch, frames, width], as in transformers. */
final class TrunkGraph {
  private static final String PREFIX = "wav2vec2.";

  /** PyTorch's default; the configuration's epsilon does not reach the norms of convolutions. */
  private static final double ENCODER_EPSILON = 1e-5;

  private final OnnxGraph graph;
  private final ModelWeights weights;
  private final LayerGraph layers;
  private final FeatureEncoder featureEncoder;
  private final ContextNetwork network;
  private final Optional<PaddingMasks> masks;

  /**
   * @param masks of the graph's input, if it may be padded
   */
  TrunkGraph(
      OnnxGraph graph,
      ModelWeights weights,
      LayerGraph layers,
      Wav2Vec2Configuration configuration,
      Optional<PaddingMasks> masks) {
    this.graph = graph;
    this.weights = weights;
    this.layers = layers;
    this.featureEncoder = configuration.featureEncoder();
    this.network = configuration.contextNetwork();
    this.masks = masks;
  }

  /**
   * Adds the trunk.
   *
   * @param blockCount how many of the transformer's blocks to add, from the first
   * @return the input of the first block, then the output of each; with pre-norm only the last has
   *     the final norm applied
   */
  List<String> hiddenStates(String waveforms, int blockCount) {
    String projected = projection(features(waveforms));
    String features = masks.map(mask -> mask.zeroed("encoder", projected)).orElse(projected);
    String hidden = layers.add("encoder/positioned", features, position(features));
    if (!network.preNorm()) {
      hidden = layers.layerNorm(PREFIX + "encoder.layer_norm", hidden, network.layerNormEpsilon());
    }
    List<String> states = new ArrayList<>(List.of(hidden));
    BlockGraph blocks =
        new BlockGraph(graph, layers, network, masks.map(PaddingMasks::attentionBias));
    for (int block = 0; block < blockCount; block++) {
      hidden = blocks.add(PREFIX + "encoder.layers." + block, hidden);
      states.add(hidden);
    }
    if (network.preNorm() && blockCount == network.layers()) {
      hidden = layers.layerNorm(PREFIX + "encoder.layer_norm", hidden, network.layerNormEpsilon());
      states.set(blockCount, hidden);
    }
    return states;
  }

  /** The convolutions: [batch, samples] to [batch, frames, channels]. */
  private String features(String waveforms) {
    String value =
        graph.node(
            "Unsqueeze",
            PREFIX + "feature_extractor/input",
            List.of(waveforms, graph.constant(new long[] {1})));
    for (int layer = 0; layer < featureEncoder.layers(); layer++) {
      String name = PREFIX + "feature_extractor.conv_layers." + layer;
      value = convolution(name + ".conv", layer, value);
      if (featureEncoder.normalisation() == FeatureNormalisation.LAYER) {
        value = layers.transpose(name + "/frames", value, 0, 2, 1);
        value = layers.layerNorm(name + ".layer_norm", value, ENCODER_EPSILON);
        value = layers.transpose(name + "/channels", value, 0, 2, 1);
      } else if (layer == 0) {
        value = groupNorm(name + ".layer_norm", value);
      }
      value = layers.gelu(name + ".activation", value);
    }
    return layers.transpose(PREFIX + "feature_extractor/output", value, 0, 2, 1);
  }

  private String groupNorm(String name, String value) {
    return masks
        .map(mask -> layers.groupNorm(name, value, ENCODER_EPSILON, mask))
        .orElseGet(() -> layers.groupNorm(name, value, ENCODER_EPSILON));
  }

  private String convolution(String name, int layer, String input) {
    String weight = name + ".weight";
    List<String> inputs = new ArrayList<>(List.of(input, weight));
    graph.weights(weight, weights.values(weight), weights.tensor(weight).shape());
    if (featureEncoder.bias()) {
      String bias = name + ".bias";
      inputs.add(graph.weights(bias, weights.values(bias), weights.tensor(bias).shape()));
    }
    return graph.node(
        "Conv",
        name + "/output",
        inputs,
        attribute("kernel_shape", new long[] {featureEncoder.kernels().get(layer)}),
        attribute("strides", new long[] {featureEncoder.strides().get(layer)}));
  }

  private String projection(String features) {
    String normalised =
        layers.layerNorm(
            PREFIX + "feature_projection.layer_norm", features, network.layerNormEpsilon());
    return layers.linear(PREFIX + "feature_projection.projection", normalised);
  }

  /** The positional convolution, of the same length as its input. */
  private String position(String hidden) {
    int kernel = network.positionalKernel();
    String weight = TensorNames.POSITIONAL + "weight";
    String bias = TensorNames.POSITIONAL + "bias";
    graph.weights(
        weight, weights.positional(), weights.tensor(TensorNames.POSITIONAL_DIRECTION).shape());
    graph.weights(bias, weights.values(bias), network.hiddenSize());
    String value = layers.transpose("encoder/channels", hidden, 0, 2, 1);
    value =
        graph.node(
            "Conv",
            TensorNames.POSITIONAL + "/output",
            List.of(value, weight, bias),
            attribute("group", network.positionalGroups()),
            attribute("kernel_shape", new long[] {kernel}),
            attribute("pads", kernel / 2, kernel / 2));
    if (kernel % 2 == 0) {
      // An even kernel with half its width on each side gives one frame too many.
      value =
          graph.node(
              "Slice",
              "encoder/same_length",
              List.of(
                  value,
                  graph.constant(new long[] {0}),
                  graph.constant(new long[] {-1}),
                  graph.constant(new long[] {2})));
    }
    value = layers.gelu("encoder/position_activation", value);
    return layers.transpose("encoder/position", value, 0, 2, 1);
  }
}
