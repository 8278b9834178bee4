package org.wavetrain.wav2vec2.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.layer.CtcOutput;
import org.wavetrain.wav2vec2.layer.NativeArrays;
import org.wavetrain.wav2vec2.layer.Step;
import org.wavetrain.wav2vec2.random.StepRandom;

/** A network that transcribes, with one CTC exit or several. */
public final class CtcNetwork extends SpeechNetwork {
  private static final String STACK = "exits";

  private final CtcOptions options;
  private final List<CtcOutput> outputs;
  private final List<String> names;

  private CtcNetwork(
      NetworkRuntime runtime, CtcOptions options, List<CtcOutput> outputs, List<String> names) {
    super(runtime);
    this.options = options;
    this.outputs = outputs;
    this.names = names;
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
    List<CtcOutput> outputs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    if (ctc.sharedHead() && ctc.exits().size() > 1) {
      assembly.add(
          STACK, new StackVertex(), ctc.exits().stream().map(GraphAssembly::hidden).toList());
      CtcOutput output =
          new CtcOutput(
              options.kernels(),
              assembly.step(),
              TensorNames.HEAD,
              configuration,
              ctc.exitWeights(),
              !options.freezeTrunk());
      assembly.add(TensorNames.HEAD, output, STACK);
      outputs.add(output);
      names.add(TensorNames.HEAD);
    } else {
      for (int index = 0; index < ctc.exits().size(); index++) {
        int layer = ctc.exits().get(index);
        CtcOutput output =
            new CtcOutput(
                options.kernels(),
                assembly.step(),
                layer == layers ? TensorNames.HEAD : TensorNames.exitHead(layer),
                configuration,
                List.of(ctc.exitWeights().get(index)),
                !options.freezeTrunk());
        String name = TensorNames.HEAD + layer;
        assembly.add(name, output, GraphAssembly.hidden(layer));
        outputs.add(output);
        names.add(name);
      }
    }
    return new CtcNetwork(assembly.build(names), ctc, outputs, names);
  }

  /**
   * Runs a training step's forward and backward pass; {@link #gradient()} is the total's.
   *
   * @param labels vocabulary ids of each utterance, without padding
   * @param random where dropout and masking come from
   */
  public CtcLosses computeGradient(WaveformBatch batch, int[][] labels, StepRandom random) {
    expect(labels);
    runtime().computeGradient(batch, runtime().trainingStep(batch, random));
    List<Double> losses = new ArrayList<>();
    double total = 0;
    for (CtcOutput output : outputs) {
      for (double loss : output.exitLosses()) {
        total += loss * options.exitWeights().get(losses.size());
        losses.add(loss);
      }
    }
    return new CtcLosses(total, losses);
  }

  /** Says what the next loss is measured against. */
  void expect(int[][] labels) {
    outputs.forEach(output -> output.expect(labels));
  }

  /** Scores without dropout or masking. */
  public CtcLogits logits(WaveformBatch batch) {
    Step step = runtime().scoringStep(batch);
    return runtime().forward(batch, step, activations -> read(step, activations));
  }

  private CtcLogits read(Step step, Map<String, INDArray> activations) {
    int vocabulary = configuration().ctcHead().vocabularySize();
    int perExit = step.batch() * step.frames() * vocabulary;
    float[][] exits = new float[options.exits().size()][];
    int exit = 0;
    for (String name : names) {
      float[] values = NativeArrays.floats(activations.get(name));
      for (int start = 0; start < values.length; start += perExit) {
        exits[exit++] = Arrays.copyOfRange(values, start, start + perExit);
      }
    }
    return new CtcLogits(step.frames(), vocabulary, step.frameLengths(), exits);
  }

  /** The hidden states of a batch without dropout or masking, [size, frames, width] each. */
  public List<float[]> hiddenStates(WaveformBatch batch) {
    int layers = configuration().contextNetwork().layers();
    return runtime()
        .forward(
            batch,
            runtime().scoringStep(batch),
            activations ->
                IntStream.rangeClosed(0, layers)
                    .mapToObj(
                        index -> NativeArrays.floats(activations.get(GraphAssembly.hidden(index))))
                    .toList());
  }
}
