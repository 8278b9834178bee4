package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.layer.NativeArrays;
import org.wavetrain.wav2vec2.random.StepRandom;

class NetworkTest {
  private static final int SAMPLE_RATE_HZ = 16_000;

  private final Wav2Vec2Configuration configuration = TinyConfiguration.normLast(2, false);
  private final Kernels kernels = Kernels.fastest();

  @AfterEach
  void closeKernels() {
    kernels.close();
  }

  @Test
  void equalSeedsGiveEqualBits() {
    assertThat(gradient(1, 7)).isEqualTo(gradient(1, 7));
    assertThat(gradient(1, 7)).isNotEqualTo(gradient(1, 8));
    assertThat(gradient(1, 7)).isNotEqualTo(gradient(2, 7));
  }

  private float[] gradient(long seed, long step) {
    try (CtcNetwork network =
        CtcNetwork.create(
            configuration,
            CtcOptions.lastLayer(configuration),
            NetworkOptions.trainable(kernels))) {
      network.initialise(seed);
      network.computeGradient(
          TwoUtterances.batch(), TwoUtterances.LABELS, new StepRandom(seed, step));
      return NativeArrays.floats(network.gradient());
    }
  }

  @Test
  void paddingDoesNotChangeALayerNormTranscribersScores() {
    Wav2Vec2Configuration layerNorm = TinyConfiguration.normFirst(2, false);
    try (CtcNetwork network =
        CtcNetwork.create(
            layerNorm, CtcOptions.lastLayer(layerNorm), NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      CtcLogits together = network.logits(TwoUtterances.batch());
      WaveformBatch both = TwoUtterances.batch();
      float[] second = Arrays.copyOfRange(both.samples(), 64, 64 + 46);
      CtcLogits alone = network.logits(new WaveformBatch(second, 1, 46, new int[] {46}));
      int start = together.frames() * together.vocabulary();
      for (int index = 0; index < alone.last().length; index++) {
        assertThat(together.last()[start + index]).isCloseTo(alone.last()[index], within(1e-4f));
      }
    }
  }

  @Test
  void stepsOfManyShapesTakeNoMoreMemoryOnceAllWereSeen() {
    Wav2Vec2Configuration nano = Wav2Vec2Configuration.nano();
    try (CtcNetwork network =
        CtcNetwork.create(nano, CtcOptions.lastLayer(nano), NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      runShapes(network);
      long before = Pointer.physicalBytes();
      for (int repetition = 0; repetition < 4; repetition++) {
        runShapes(network);
      }
      long grownMebibytes = Pointer.physicalBytes() - before >> 20;
      assertThat(grownMebibytes).isLessThan(100);
    }
  }

  private static void runShapes(CtcNetwork network) {
    for (int tenths : new int[] {6, 10, 5, 9, 7, 8}) {
      int length = SAMPLE_RATE_HZ * tenths / 10;
      network.computeGradient(
          TwoUtterances.batch(length, length / 2), TwoUtterances.LABELS, new StepRandom(1, tenths));
    }
  }
}
