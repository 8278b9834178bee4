package org.wavetrain.wav2vec2.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.nd4j.linalg.learning.config.NoOp;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.layer.ConvolutionLayer;
import org.wavetrain.wav2vec2.layer.CurrentStep;
import org.wavetrain.wav2vec2.layer.FeatureNorm;
import org.wavetrain.wav2vec2.layer.FeatureProjection;
import org.wavetrain.wav2vec2.layer.GraphLayer;
import org.wavetrain.wav2vec2.layer.LayerFunction;
import org.wavetrain.wav2vec2.layer.NormLayer;
import org.wavetrain.wav2vec2.layer.PositionalEmbedding;
import org.wavetrain.wav2vec2.layer.TransformerLayer;

/** Puts a network's graph together: the trunk at once, then the heads. */
final class GraphAssembly {
  /** The normalised output of the feature encoder. */
  static final String FEATURES = "features";

  private static final String WAVEFORM = "waveform";

  private final Wav2Vec2Configuration configuration;
  private final NetworkOptions options;
  private final CurrentStep step = new CurrentStep();
  private final Map<String, LayerFunction> functions = new LinkedHashMap<>();
  private final List<String> hiddenStates = new ArrayList<>();
  private final GraphBuilder builder;
  private FeatureNorm featureNorm;

  GraphAssembly(Wav2Vec2Configuration configuration, NetworkOptions options) {
    this.configuration = configuration;
    this.options = options;
    // The step's arena holds all activations; DL4J's own workspaces would free what layers keep.
    builder =
        new NeuralNetConfiguration.Builder()
            .dataType(options.kernels().dataType())
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .updater(new NoOp())
            // Gradients are those of the loss as it is reduced; nothing divides them once more.
            .miniBatch(false)
            .graphBuilder()
            .addInputs(WAVEFORM);
    trunk();
  }

  private void trunk() {
    Kernels kernels = options.kernels();
    boolean encoderTrainable = !options.freezeFeatureEncoder() && !options.freezeTrunk();
    boolean trunkTrainable = !options.freezeTrunk();
    String previous = WAVEFORM;
    for (int index = 0; index < configuration.featureEncoder().layers(); index++) {
      String name = "convolution" + index;
      add(
          name,
          new ConvolutionLayer(
              kernels, step, index, configuration.featureEncoder(), encoderTrainable),
          previous);
      previous = name;
    }
    ContextNetwork context = configuration.contextNetwork();
    double epsilon = context.layerNormEpsilon();
    featureNorm =
        new FeatureNorm(
            kernels, configuration.featureEncoder().outputChannels(), epsilon, trunkTrainable);
    add(FEATURES, featureNorm, previous);
    add(
        "projection",
        new FeatureProjection(kernels, step, configuration, trunkTrainable),
        FEATURES);
    add(
        hidden(0),
        new PositionalEmbedding(kernels, step, context, configuration.dropouts(), trunkTrainable),
        "projection");
    for (int index = 0; index < context.layers(); index++) {
      boolean last = index == context.layers() - 1;
      String name = last && context.preNorm() ? "unnormalised" : hidden(index + 1);
      add(
          name,
          new TransformerLayer(
              kernels, step, index, context, configuration.dropouts(), trunkTrainable),
          hidden(index));
    }
    if (context.preNorm()) {
      add(
          hidden(context.layers()),
          new NormLayer(
              kernels,
              "wav2vec2.encoder.layer_norm",
              context.hiddenSize(),
              epsilon,
              trunkTrainable),
          "unnormalised");
    }
    for (int index = 0; index <= context.layers(); index++) {
      hiddenStates.add(hidden(index));
    }
  }

  /**
   * The vertex of a hidden state: 0 is the transformer's input, i the output of layer i, the last
   * one with the final norm where norms come first.
   */
  static String hidden(int index) {
    return "hidden" + index;
  }

  CurrentStep step() {
    return step;
  }

  /** The norm that sees the feature encoder's output. */
  FeatureNorm featureNorm() {
    return featureNorm;
  }

  /** The vertices of all hidden states. */
  List<String> hiddenStates() {
    return Collections.unmodifiableList(hiddenStates);
  }

  void add(String name, LayerFunction function, String input) {
    functions.put(name, function);
    builder.addLayer(name, new GraphLayer(function), input);
  }

  void add(String name, GraphVertex vertex, List<String> inputs) {
    builder.addVertex(name, vertex, inputs.toArray(String[]::new));
  }

  NetworkRuntime build(List<String> outputs) {
    builder.setOutputs(outputs.toArray(String[]::new));
    Arena arena = Arena.create();
    StepGraph graph = new StepGraph(builder.build(), arena);
    graph.init();
    graph.initGradientsView();
    return new NetworkRuntime(configuration, options.kernels(), graph, arena, step, functions);
  }
}
