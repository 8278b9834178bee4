package org.wavetrain.wav2vec2.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.layer.NativeArrays;
import org.wavetrain.wav2vec2.layer.PretrainingDraw;
import org.wavetrain.wav2vec2.layer.PretrainingObjective;
import org.wavetrain.wav2vec2.layer.PretrainingOutput;
import org.wavetrain.wav2vec2.layer.PretrainingScores;
import org.wavetrain.wav2vec2.layer.Step;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * A network with the self-supervised objective of wav2vec 2.0. As in Hugging Face's, masked frames
 * are hidden from the transformer only if the configuration says {@code apply_spec_augment}.
 */
public final class PretrainingNetwork extends SpeechNetwork {
  private static final String MERGE = "states";
  private static final String HEAD = "quantizer";
  private static final int CHANNELS = 2;

  private final PretrainingObjective objective;
  private final PretrainingOutput output;

  /** The noise of the last draw, whose memory the next one uses. */
  private float[] noise = new float[0];

  private PretrainingNetwork(
      NetworkRuntime runtime, PretrainingObjective objective, PretrainingOutput output) {
    super(runtime);
    this.objective = objective;
    this.output = output;
  }

  /** Builds the network with Hugging Face's objective. */
  public static PretrainingNetwork create(
      Wav2Vec2Configuration configuration, NetworkOptions options) {
    return create(configuration, new PretrainingObjective.HuggingFace(), options);
  }

  /**
   * Builds the network with all parameters zero: {@link #initialise} or {@link #load} next.
   *
   * @throws IllegalArgumentException if the trunk is to be frozen
   */
  public static PretrainingNetwork create(
      Wav2Vec2Configuration configuration, PretrainingObjective objective, NetworkOptions options) {
    if (options.freezeTrunk()) {
      throw new IllegalArgumentException("pre-training with a frozen trunk trains nothing");
    }
    GraphAssembly assembly = new GraphAssembly(configuration, options);
    MergeVertex merge = new MergeVertex();
    merge.setMergeAxis(CHANNELS);
    String last = GraphAssembly.hidden(configuration.contextNetwork().layers());
    assembly.add(MERGE, merge, List.of(last, GraphAssembly.FEATURES));
    PretrainingOutput output =
        new PretrainingOutput(
            options.kernels(), assembly.step(), configuration, objective, assembly.featureNorm());
    assembly.add(HEAD, output, MERGE);
    return new PretrainingNetwork(assembly.build(List.of(HEAD)), objective, output);
  }

  /**
   * Runs a training step's forward and backward pass; {@link #gradient()} is the total's, a sum
   * over masked frames.
   *
   * @param temperature of the Gumbel softmax
   * @param random where masks, distractors, Gumbel noise and dropout come from
   */
  public PretrainingLosses computeGradient(
      WaveformBatch batch, double temperature, StepRandom random) {
    return computeGradient(batch, draw(batch, random), temperature, random);
  }

  /**
   * As above, with masks, distractors and noise given.
   *
   * @param random where dropout comes from
   */
  public PretrainingLosses computeGradient(
      WaveformBatch batch, PretrainingDraw draw, double temperature, StepRandom random) {
    Step step = expect(batch, draw, temperature, random);
    runtime().computeGradient(batch, step);
    return losses(step, draw);
  }

  /** Says what the next loss is measured against, and gives the step that it is for. */
  Step expect(WaveformBatch batch, PretrainingDraw draw, double temperature, StepRandom random) {
    output.expect(draw, temperature);
    return step(runtime().scoringStep(batch), draw, true, random);
  }

  /** The losses without dropout or Gumbel noise, the likeliest code taken; no gradient. */
  public PretrainingLosses evaluate(WaveformBatch batch, StepRandom random) {
    PretrainingDraw draw = draw(batch, random);
    output.expect(draw, 1);
    Step step = step(runtime().scoringStep(batch), draw, false, random);
    runtime()
        .forward(batch, step, Set.of(MERGE), activations -> output.loss(activations.get(MERGE)));
    return losses(step, draw);
  }

  /**
   * Projected hidden states, then projected quantised features, row-major [2, size, frames,
   * proj_codevector_dim], without dropout.
   *
   * @param noisy whether codes are chosen with the draw's noise, as in training
   */
  public float[] projections(WaveformBatch batch, PretrainingDraw draw, boolean noisy) {
    output.expect(draw, 1);
    Step step = step(runtime().scoringStep(batch), draw, noisy, new StepRandom(0, 0));
    return runtime()
        .forward(
            batch, step, Set.of(HEAD), activations -> NativeArrays.floats(activations.get(HEAD)));
  }

  /** Draws masks, distractors and noise; the noise of the draw before is gone then. */
  PretrainingDraw draw(WaveformBatch batch, StepRandom random) {
    Step step = runtime().scoringStep(batch);
    PretrainingDraw draw =
        PretrainingDraw.sample(
            objective,
            configuration().specAugment(),
            configuration().quantizer(),
            step.frameLengths(),
            step.frames(),
            random,
            noise);
    noise = draw.noise();
    return draw;
  }

  private Step step(Step plain, PretrainingDraw draw, boolean training, StepRandom random) {
    return new Step(
        plain.frames(),
        plain.frameLengths(),
        training,
        random,
        configuration().specAugment().apply() ? Optional.of(draw.mask()) : Optional.empty());
  }

  private PretrainingLosses losses(Step step, PretrainingDraw draw) {
    PretrainingScores scores = output.scores();
    int masked = draw.mask().count();
    int real = 0;
    for (int length : step.frameLengths()) {
      real += length;
    }
    return new PretrainingLosses(
        scores.total(),
        scores.contrastive(),
        scores.diversity(),
        scores.featurePenalty(),
        scores.right() / Math.max(1, masked),
        scores.chance() / Math.max(1, masked),
        scores.guessLoss(),
        scores.codePerplexity(),
        scores.probabilityPerplexity(),
        masked,
        (double) masked / real);
  }
}
