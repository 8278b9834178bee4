package org.wavetrain.wav2vec2.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.layer.CtcOutput;
import org.wavetrain.wav2vec2.layer.ExitHead;
import org.wavetrain.wav2vec2.layer.NativeArrays;
import org.wavetrain.wav2vec2.layer.Step;
import org.wavetrain.wav2vec2.random.StepRandom;

/** A network that transcribes, with one CTC exit or several. */
public final class CtcNetwork extends SpeechNetwork {
  private static final String STACK = "exits";

  private final CtcOptions options;
  private final CtcOutput output;

  private CtcNetwork(NetworkRuntime runtime, CtcOptions options, CtcOutput output) {
    super(runtime);
    this.options = options;
    this.output = output;
  }

  /**
   * Builds the network with all parameters zero: {@link #initialise} or {@link #load} next.
   *
   * @throws IllegalArgumentException if the last exit is not the last layer
   */
  public static CtcNetwork create(
      Wav2Vec2Configuration configuration, CtcOptions ctc, NetworkOptions options) {
    int layers = configuration.contextNetwork().layers();
    if (ctc.exits().get(ctc.exits().size() - 1) != layers) {
      throw new IllegalArgumentException(
          "exits " + ctc.exits() + " do not end with layer " + layers);
    }
    GraphAssembly assembly = new GraphAssembly(configuration, options);
    List<String> states = ctc.exits().stream().map(GraphAssembly::hidden).toList();
    String input = states.get(0);
    if (states.size() > 1) {
      assembly.add(STACK, new StackVertex(), states);
      input = STACK;
    }
    CtcOutput output =
        new CtcOutput(
            options.kernels(),
            assembly.step(),
            heads(ctc, layers),
            configuration,
            ctc.exitWeights(),
            ctc.distillation(),
            !options.freezeTrunk());
    assembly.add(TensorNames.HEAD, output, input);
    return new CtcNetwork(assembly.build(List.of(TensorNames.HEAD)), ctc, output);
  }

  private static List<String> heads(CtcOptions ctc, int layers) {
    if (ctc.sharedHead()) {
      return List.of(TensorNames.HEAD);
    }
    return ctc.exits().stream()
        .map(layer -> layer == layers ? TensorNames.HEAD : TensorNames.exitHead(layer))
        .toList();
  }

  /**
   * Runs a training step's forward and backward pass; {@link #gradient()} is the total's.
   *
   * @param labels vocabulary ids of each utterance, without padding
   * @param random where dropout and masking come from
   */
  public CtcLosses computeGradient(WaveformBatch batch, int[][] labels, StepRandom random) {
    expect(labels);
    double total = runtime().computeGradient(batch, runtime().trainingStep(batch, random));
    return new CtcLosses(
        total,
        DoubleStream.of(output.exitLosses()).boxed().toList(),
        DoubleStream.of(output.exitDivergences()).boxed().toList());
  }

  /** Says what the next loss is measured against. */
  void expect(int[][] labels) {
    output.expect(labels);
  }

  /** Scores without dropout or masking. */
  public CtcLogits logits(WaveformBatch batch) {
    Step step = runtime().scoringStep(batch);
    return runtime()
        .forward(
            batch,
            step,
            Set.of(TensorNames.HEAD),
            activations -> read(step, activations.get(TensorNames.HEAD)));
  }

  /**
   * Scores without dropout or masking, of each utterance at the exit that a rule chooses. Layers
   * after it are not run on the utterance.
   *
   * @throws IllegalArgumentException if the rule wants a layer that has no exit
   */
  public List<ExitScores> logits(WaveformBatch batch, ExitRule rule) {
    if (options.exits().stream().noneMatch(rule::looksAt)) {
      throw new IllegalArgumentException("none of the exits " + options.exits() + " is " + rule);
    }
    return runtime().forward(batch, exitHeads(), rule);
  }

  private Map<Integer, ExitHead> exitHeads() {
    int layers = configuration().contextNetwork().layers();
    Map<Integer, ExitHead> heads = new HashMap<>();
    for (int layer : options.exits()) {
      String name =
          options.sharedHead() || layer == layers ? TensorNames.HEAD : TensorNames.exitHead(layer);
      heads.put(
          layer,
          new ExitHead(
              runtime().kernels(),
              namedParameters().get(name + ".weight"),
              namedParameters().get(name + ".bias")));
    }
    return heads;
  }

  private CtcLogits read(Step step, INDArray logits) {
    int vocabulary = configuration().ctcHead().vocabularySize();
    int perExit = step.batch() * step.frames() * vocabulary;
    float[] values = NativeArrays.floats(logits);
    float[][] exits = new float[options.exits().size()][];
    for (int exit = 0; exit < exits.length; exit++) {
      exits[exit] = Arrays.copyOfRange(values, exit * perExit, (exit + 1) * perExit);
    }
    return new CtcLogits(step.frames(), vocabulary, step.frameLengths(), exits);
  }

  /** The hidden states of a batch without dropout or masking, [size, frames, width] each. */
  public List<float[]> hiddenStates(WaveformBatch batch) {
    List<String> states =
        IntStream.rangeClosed(0, configuration().contextNetwork().layers())
            .mapToObj(GraphAssembly::hidden)
            .toList();
    return runtime()
        .forward(
            batch,
            runtime().scoringStep(batch),
            Set.copyOf(states),
            activations ->
                states.stream().map(state -> NativeArrays.floats(activations.get(state))).toList());
  }
}
