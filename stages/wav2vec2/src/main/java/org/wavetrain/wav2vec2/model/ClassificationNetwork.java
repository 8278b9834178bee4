package org.wavetrain.wav2vec2.model;

import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.layer.ClassificationOutput;
import org.wavetrain.wav2vec2.layer.NativeArrays;
import org.wavetrain.wav2vec2.layer.WeightedLayerSum;
import org.wavetrain.wav2vec2.random.StepRandom;

/** A network that puts an utterance into one of several classes. */
public final class ClassificationNetwork extends SpeechNetwork {
  private static final String STACK = "states";
  private static final String SUM = "mixture";
  private static final String HEAD = "classifier";

  private final ClassificationOutput output;

  private ClassificationNetwork(NetworkRuntime runtime, ClassificationOutput output) {
    super(runtime);
    this.output = output;
  }

  /**
   * Builds the network with all parameters zero: {@link #initialise} or {@link #load} next.
   *
   * @param labels number of classes
   */
  public static ClassificationNetwork create(
      Wav2Vec2Configuration configuration, int labels, NetworkOptions options) {
    GraphAssembly assembly = new GraphAssembly(configuration, options);
    boolean trunkTrainable = !options.freezeTrunk();
    String input = GraphAssembly.hidden(configuration.contextNetwork().layers());
    if (configuration.classificationHead().weightedLayerSum()) {
      assembly.add(STACK, new StackVertex(), assembly.hiddenStates());
      assembly.add(
          SUM,
          new WeightedLayerSum(options.kernels(), assembly.hiddenStates().size(), trunkTrainable),
          STACK);
      input = SUM;
    }
    ClassificationOutput output =
        new ClassificationOutput(
            options.kernels(), assembly.step(), configuration, labels, trunkTrainable);
    assembly.add(HEAD, output, input);
    return new ClassificationNetwork(assembly.build(List.of(HEAD)), output);
  }

  /**
   * Runs a training step's forward and backward pass.
   *
   * @param labels the class of each utterance
   * @param random where dropout and masking come from
   * @return the mean cross entropy, whose gradient {@link #gradient()} is
   */
  public double computeGradient(WaveformBatch batch, int[] labels, StepRandom random) {
    expect(labels);
    return runtime().computeGradient(batch, runtime().trainingStep(batch, random));
  }

  /** Says what the next loss is measured against. */
  void expect(int[] labels) {
    output.expect(labels);
  }

  /** Scores without dropout or masking, row-major [size, labels]. */
  public float[] logits(WaveformBatch batch) {
    return runtime()
        .forward(
            batch,
            runtime().scoringStep(batch),
            Set.of(HEAD),
            activations -> NativeArrays.floats(activations.get(HEAD)));
  }
}
