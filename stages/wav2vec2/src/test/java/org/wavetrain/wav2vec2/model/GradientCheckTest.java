package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.GraphConfig;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.PrintMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Nd4jKernels;
import org.wavetrain.wav2vec2.layer.PretrainingObjective;
import org.wavetrain.wav2vec2.layer.Step;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * Every layer's gradient against finite differences, in double precision, with dropout, masks and
 * padding. The codebook's straight-through gradient is not one that differences could show;
 * reference vectors hold it. What lies before it is checked with codes that are all alike, so that
 * nothing but the diversity loss and the penalty on features reaches it.
 */
class GradientCheckTest {
  private static final int LENGTH = 64;
  private static final int[] LENGTHS = {64, 46};
  private static final int[][] LABELS = {{1, 2, 2}, {3}};
  private static final double STEP = 1e-5;
  private static final double RELATIVE_ERROR = 1e-4;
  private static final double NEGLIGIBLE_ERROR = 1e-8;

  private final NetworkOptions options =
      new NetworkOptions(false, false, new Nd4jKernels(DataType.DOUBLE));

  /** The check insists on double precision as ND4J's default. */
  @BeforeEach
  void useDoublePrecision() {
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterEach
  void useSinglePrecision() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void transcribersHaveTheGradientsOfTheirLosses(boolean normFirst) {
    Wav2Vec2Configuration configuration =
        normFirst ? TinyConfiguration.normFirst(1, false) : TinyConfiguration.normLast(1, false);
    try (CtcNetwork network =
        CtcNetwork.create(configuration, CtcOptions.lastLayer(configuration), options)) {
      network.initialise(1);
      network.expect(LABELS);
      check(network.runtime());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void earlyExitsHaveTheGradientsOfTheirSum(boolean sharedHead) {
    CtcOptions exits = new CtcOptions(List.of(1, 2), sharedHead, List.of(0.5, 2.0));
    try (CtcNetwork network =
        CtcNetwork.create(TinyConfiguration.normLast(2, false), exits, options)) {
      network.initialise(2);
      network.expect(LABELS);
      check(network.runtime());
    }
  }

  @Test
  void classifiersHaveTheGradientsOfTheirLosses() {
    try (ClassificationNetwork network =
        ClassificationNetwork.create(TinyConfiguration.normLast(1, false), 3, options)) {
      network.initialise(3);
      network.expect(new int[] {2, 0});
      check(network.runtime());
    }
  }

  @Test
  void aMixtureOfHiddenStatesHasTheGradientOfItsLoss() {
    try (ClassificationNetwork network =
        ClassificationNetwork.create(TinyConfiguration.normFirst(1, true), 3, options)) {
      network.initialise(4);
      network.expect(new int[] {1, 2});
      check(network.runtime());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pretrainingHasTheGradientOfItsLossAfterTheCodes(boolean normFirst) {
    PretrainingObjective objective = new PretrainingObjective.Fairseq(10);
    try (PretrainingNetwork network = pretraining(objective, normFirst)) {
      network.initialise(5);
      WaveformBatch batch = batch();
      StepRandom random = new StepRandom(6, 1);
      Step step = network.expect(batch, network.draw(batch, random), 2, random);
      check(network.runtime(), batch, step, names(network, true));
    }
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void diversityAndFeaturePenaltyHaveTheirGradientsBeforeTheCodes(
      PretrainingObjective objective, boolean normFirst) {
    try (PretrainingNetwork network = pretraining(objective, normFirst)) {
      network.initialise(5);
      network.namedParameters().get("quantizer.codevectors").assign(0);
      WaveformBatch batch = batch();
      StepRandom random = new StepRandom(6, 1);
      Step step = network.expect(batch, network.draw(batch, random), 2, random);
      check(network.runtime(), batch, step, names(network, false));
    }
  }

  /** The parameters that codes depend on, or the others. */
  private static Set<String> names(PretrainingNetwork network, boolean beforeTheCodes) {
    return network.runtime().graph().paramTable().keySet().stream()
        .filter(
            name ->
                beforeTheCodes
                    == (name.contains("weight_proj")
                        || name.contains("feature_extractor")
                        || name.contains("feature_projection.layer_norm")))
        .collect(Collectors.toSet());
  }

  static Stream<Arguments> objectives() {
    return Stream.of(
        Arguments.of(new PretrainingObjective.Fairseq(10), false),
        Arguments.of(new PretrainingObjective.HuggingFace(), true));
  }

  private PretrainingNetwork pretraining(PretrainingObjective objective, boolean normFirst) {
    Wav2Vec2Configuration configuration =
        normFirst ? TinyConfiguration.normFirst(1, false) : TinyConfiguration.normLast(1, false);
    return PretrainingNetwork.create(
        configuration.withSpecAugment(new SpecAugment(true, 0.65, 2, 2, 0, 2, 0)),
        objective,
        options);
  }

  private static WaveformBatch batch() {
    float[] samples = new float[LENGTHS.length * LENGTH];
    RandomStream random = new StepRandom(5, 0).stream("test", "samples");
    random.fillGaussian(samples, 1);
    return new WaveformBatch(samples, LENGTHS.length, LENGTH, LENGTHS);
  }

  private static void check(NetworkRuntime runtime) {
    WaveformBatch batch = batch();
    check(runtime, batch, runtime.trainingStep(batch, new StepRandom(6, 1)), Set.of());
  }

  private static void check(
      NetworkRuntime runtime, WaveformBatch batch, Step step, Set<String> excluded) {
    runtime.currentStep().begin(step);
    INDArray input =
        Nd4j.createFromArray(batch.samples())
            .castTo(DataType.DOUBLE)
            .reshape(LENGTHS.length, LENGTH, 1);
    INDArray[] labels = new INDArray[runtime.graph().getNumOutputArrays()];
    Arrays.fill(labels, Nd4j.zeros(DataType.DOUBLE, LENGTHS.length, 1));
    GraphConfig check =
        new GraphConfig()
            .net(runtime.graph())
            .inputs(new INDArray[] {input})
            .labels(labels)
            .epsilon(STEP)
            .excludeParams(excluded)
            .maxRelError(RELATIVE_ERROR)
            .minAbsoluteError(NEGLIGIBLE_ERROR)
            .print(PrintMode.FAILURES_ONLY)
            .exitOnFirstError(true);
    assertThat(GradientCheckUtil.checkGradients(check)).isTrue();
  }
}
