package org.wavetrain.wav2vec2.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.layer.CurrentStep;
import org.wavetrain.wav2vec2.layer.ExitHead;
import org.wavetrain.wav2vec2.layer.LayerFunction;
import org.wavetrain.wav2vec2.layer.NativeArrays;
import org.wavetrain.wav2vec2.layer.Step;
import org.wavetrain.wav2vec2.masking.SpanMask;
import org.wavetrain.wav2vec2.masking.SpanSampler;
import org.wavetrain.wav2vec2.random.StepRandom;

/** Runs a graph, each step within one arena of native memory. */
final class NetworkRuntime implements AutoCloseable {
  private final Wav2Vec2Configuration configuration;
  private final Kernels kernels;
  private final StepGraph graph;
  private final CurrentStep currentStep;
  private final Map<String, LayerFunction> functions;
  private final NetworkParameters parameters;
  private final DataType dataType;
  private final Set<String> trunk;
  private final Arena arena;

  NetworkRuntime(
      Wav2Vec2Configuration configuration,
      Kernels kernels,
      StepGraph graph,
      Arena arena,
      CurrentStep currentStep,
      Map<String, LayerFunction> functions) {
    this.configuration = configuration;
    this.kernels = kernels;
    this.graph = graph;
    this.arena = arena;
    this.currentStep = currentStep;
    this.functions = functions;
    this.parameters = new NetworkParameters(graph, functions);
    this.trunk =
        functions.entrySet().stream()
            .filter(vertex -> isTrunk(vertex.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
    this.dataType = graph.params().dataType();
    INDArray[] placeholders = new INDArray[graph.getNumOutputArrays()];
    Arrays.fill(placeholders, Nd4j.zeros(dataType, 1));
    graph.setLabels(placeholders);
  }

  private static boolean isTrunk(LayerFunction function) {
    return function.parameters().stream()
        .allMatch(parameter -> parameter.name().startsWith(TensorNames.TRUNK));
  }

  void trainHeadsOnly(boolean only) {
    graph.rest(only ? trunk : Set.of());
  }

  Wav2Vec2Configuration configuration() {
    return configuration;
  }

  Kernels kernels() {
    return kernels;
  }

  CurrentStep currentStep() {
    return currentStep;
  }

  StepGraph graph() {
    return graph;
  }

  /**
   * All vertices with parameters: first the trunk's, each of which takes what the one before gives.
   */
  Map<String, LayerFunction> functions() {
    return functions;
  }

  NetworkParameters parameters() {
    return parameters;
  }

  /** What the layers need to know for training on a batch, SpecAugment's time mask drawn. */
  Step trainingStep(WaveformBatch batch, StepRandom random) {
    int[] frameLengths = frameLengths(batch);
    int frames = configuration.frames(batch.paddedLength());
    SpecAugment augment = configuration.specAugment();
    Optional<SpanMask> mask = Optional.empty();
    if (augment.apply() && augment.timeProbability() > 0) {
      mask =
          Optional.of(
              new SpanSampler(
                      augment.timeProbability(), augment.timeLength(), augment.timeMinimumSpans())
                  .sample(frameLengths, frames, random.stream("wav2vec2", "time_mask")));
    }
    return new Step(frames, frameLengths, true, random, mask);
  }

  /** What the layers need to know for scoring a batch. */
  Step scoringStep(WaveformBatch batch) {
    return new Step(
        configuration.frames(batch.paddedLength()),
        frameLengths(batch),
        false,
        new StepRandom(0, 0),
        Optional.empty());
  }

  /** Forward and backward pass; the heads know the targets. Returns the sum of their losses. */
  double computeGradient(WaveformBatch batch, Step step) {
    try (MemoryWorkspace scope = arena.open()) {
      currentStep.begin(step);
      graph.setInputs(samples(batch));
      graph.computeGradientAndScore();
      return graph.score();
    } finally {
      currentStep.end();
    }
  }

  /** Forward pass; the outputs of the wanted vertices live as long as {@code reader} runs. */
  <R> R forward(
      WaveformBatch batch,
      Step step,
      Set<String> wanted,
      Function<Map<String, INDArray>, R> reader) {
    try (MemoryWorkspace scope = arena.open()) {
      currentStep.begin(step);
      return reader.apply(graph.activations(samples(batch), wanted));
    } finally {
      currentStep.end();
    }
  }

  /** Scoring that ends for each utterance where the rule says. */
  List<ExitScores> forward(WaveformBatch batch, Map<Integer, ExitHead> heads, ExitRule rule) {
    try (MemoryWorkspace scope = arena.open()) {
      return new EarlyExitPass(this, new Compaction(arena), heads, rule, batch).run(samples(batch));
    } finally {
      currentStep.end();
    }
  }

  private INDArray samples(WaveformBatch batch) {
    return NativeArrays.of(batch.samples(), dataType, batch.size(), batch.paddedLength(), 1);
  }

  private int[] frameLengths(WaveformBatch batch) {
    int[] frameLengths = new int[batch.size()];
    for (int index = 0; index < frameLengths.length; index++) {
      frameLengths[index] = configuration.frames(batch.lengths()[index]);
      if (frameLengths[index] < 1) {
        throw new IllegalArgumentException(
            "%d samples are fewer than one frame".formatted(batch.lengths()[index]));
      }
    }
    return frameLengths;
  }

  @Override
  public void close() {
    arena.close();
    graph.close();
  }
}
