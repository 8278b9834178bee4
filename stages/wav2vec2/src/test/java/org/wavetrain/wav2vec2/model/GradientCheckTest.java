package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.GraphConfig;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.PrintMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Nd4jKernels;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * Every layer's gradient against finite differences, in double precision, with dropout, masks and
 * padding. The codebook's straight-through gradient is not one that differences could show;
 * reference vectors hold it.
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

  private static void check(NetworkRuntime runtime) {
    float[] samples = new float[LENGTHS.length * LENGTH];
    RandomStream random = new StepRandom(5, 0).stream("test", "samples");
    random.fillGaussian(samples, 1);
    WaveformBatch batch = new WaveformBatch(samples, LENGTHS.length, LENGTH, LENGTHS);
    runtime.currentStep().begin(runtime.trainingStep(batch, new StepRandom(6, 1)));
    INDArray input =
        Nd4j.createFromArray(samples).castTo(DataType.DOUBLE).reshape(LENGTHS.length, LENGTH, 1);
    INDArray[] labels = new INDArray[runtime.graph().getNumOutputArrays()];
    Arrays.fill(labels, Nd4j.zeros(DataType.DOUBLE, LENGTHS.length, 1));
    GraphConfig check =
        new GraphConfig()
            .net(runtime.graph())
            .inputs(new INDArray[] {input})
            .labels(labels)
            .epsilon(STEP)
            .maxRelError(RELATIVE_ERROR)
            .minAbsoluteError(NEGLIGIBLE_ERROR)
            .print(PrintMode.FAILURES_ONLY)
            .exitOnFirstError(true);
    assertThat(GradientCheckUtil.checkGradients(check)).isTrue();
  }
}
