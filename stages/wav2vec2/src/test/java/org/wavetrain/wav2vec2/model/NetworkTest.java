package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.wav2vec2.configuration.Dropouts;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.layer.NativeArrays;
import org.wavetrain.wav2vec2.layer.PretrainingObjective;
import org.wavetrain.wav2vec2.masking.SpanMask;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

class NetworkTest {
  private static final int[][] LABELS = {{1, 2, 2}, {3}};
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
    try (CtcNetwork network = transcriber(NetworkOptions.trainable(kernels))) {
      network.initialise(seed);
      network.computeGradient(batch(64, 46), LABELS, new StepRandom(seed, step));
      return NativeArrays.floats(network.gradient());
    }
  }

  @Test
  void aFrozenTrunkHasNoGradientAndItsHeadTheUsualOne() {
    float[] all = gradient(3, 1);
    try (CtcNetwork network = transcriber(NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(3);
      network.computeGradient(batch(64, 46), LABELS, new StepRandom(3, 1));
      float[] frozen = NativeArrays.floats(network.gradient());
      for (ParameterSlot slot : network.layout()) {
        boolean head = slot.name().startsWith("lm_head");
        assertThat(slot.trainable()).as(slot.name()).isEqualTo(head);
        for (long index = slot.offset(); index < slot.offset() + slot.length(); index++) {
          assertThat(frozen[(int) index]).as(slot.name()).isEqualTo(head ? all[(int) index] : 0);
        }
      }
    }
  }

  @Test
  void aFrozenFeatureEncoderLeavesTheOtherGradientsAsTheyWere() {
    float[] all = gradient(3, 1);
    try (CtcNetwork network = transcriber(NetworkOptions.frozenFeatureEncoder(kernels))) {
      network.initialise(3);
      network.computeGradient(batch(64, 46), LABELS, new StepRandom(3, 1));
      float[] frozen = NativeArrays.floats(network.gradient());
      for (ParameterSlot slot : network.layout()) {
        for (long index = slot.offset(); index < slot.offset() + slot.length(); index++) {
          float expected = slot.trainable() ? all[(int) index] : 0;
          assertThat(frozen[(int) index]).as(slot.name()).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void frozenTrunksTrainExitsAndMixtures() {
    CtcOptions exits = CtcOptions.exits(List.of(1, 2), true);
    try (CtcNetwork network =
            CtcNetwork.create(configuration, exits, NetworkOptions.frozenTrunk(kernels));
        ClassificationNetwork classifier =
            ClassificationNetwork.create(
                TinyConfiguration.normFirst(2, true), 3, NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(1);
      CtcLosses losses = network.computeGradient(batch(64, 46), LABELS, new StepRandom(1, 1));
      assertThat(losses.total())
          .isCloseTo(losses.exits().get(0) + losses.exits().get(1), within(1e-9));
      classifier.initialise(1);
      double loss =
          classifier.computeGradient(batch(64, 46), new int[] {0, 2}, new StepRandom(1, 1));
      assertThat(loss).isPositive();
    }
  }

  @Test
  void paddingDoesNotChangeALayerNormTranscribersScores() {
    Wav2Vec2Configuration layerNorm = TinyConfiguration.normFirst(2, false);
    try (CtcNetwork network =
        CtcNetwork.create(
            layerNorm, CtcOptions.lastLayer(layerNorm), NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      CtcLogits together = network.logits(batch(64, 46));
      WaveformBatch both = batch(64, 46);
      float[] second = Arrays.copyOfRange(both.samples(), 64, 64 + 46);
      CtcLogits alone = network.logits(new WaveformBatch(second, 1, 46, new int[] {46}));
      int start = together.frames() * together.vocabulary();
      for (int index = 0; index < alone.last().length; index++) {
        assertThat(together.last()[start + index]).isCloseTo(alone.last()[index], within(1e-4f));
      }
    }
  }

  @Test
  void droppedLayersHaveNoGradient() {
    Wav2Vec2Configuration dropping =
        configuration
            .withDropouts(new Dropouts(0, 0, 0, 0, 0, 0, 0.999_999))
            .withSpecAugment(SpecAugment.NONE);
    try (CtcNetwork network =
        CtcNetwork.create(
            dropping, CtcOptions.lastLayer(dropping), NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      network.computeGradient(batch(64, 46), LABELS, new StepRandom(1, 1));
      network
          .namedGradients()
          .forEach(
              (name, gradient) -> {
                if (name.contains("encoder.layers")) {
                  assertThat(gradient.norm2Number().doubleValue()).as(name).isZero();
                }
              });
    }
  }

  /** So both see what the layer before them left, and as one head reads it, the same. */
  @Test
  void theExitOfADroppedLayerReadsWhatTheLayerWasGiven() {
    Wav2Vec2Configuration dropping =
        configuration
            .withDropouts(new Dropouts(0, 0, 0, 0, 0, 0, 0.999_999))
            .withSpecAugment(SpecAugment.NONE);
    CtcOptions exits = CtcOptions.exits(List.of(1, 2), true);
    try (CtcNetwork network =
        CtcNetwork.create(dropping, exits, NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      CtcLosses losses = network.computeGradient(batch(64, 46), LABELS, new StepRandom(1, 1));
      float[] both = NativeArrays.floats(network.gradient());
      assertThat(losses.exits().get(0)).isEqualTo(losses.exits().get(1));
      try (CtcNetwork single =
          CtcNetwork.create(
              dropping, CtcOptions.lastLayer(dropping), NetworkOptions.trainable(kernels))) {
        single.initialise(1);
        single.computeGradient(batch(64, 46), LABELS, new StepRandom(1, 1));
        float[] one = NativeArrays.floats(single.gradient());
        for (int index = 0; index < one.length; index++) {
          assertThat(both[index])
              .isCloseTo(2 * one[index], within(1e-5f + 1e-4f * Math.abs(one[index])));
        }
      }
    }
  }

  @Test
  void fairseqMasksAllUtterancesAlikeAndPenalisesFeatures() {
    Wav2Vec2Configuration pretraining =
        configuration.withSpecAugment(new SpecAugment(true, 0.65, 2, 2, 0, 2, 0));
    try (PretrainingNetwork network =
        PretrainingNetwork.create(
            pretraining, new PretrainingObjective.Fairseq(10), NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      SpanMask mask = network.draw(batch(64, 46), new StepRandom(1, 1)).mask();
      PretrainingLosses losses = network.computeGradient(batch(64, 46), 2, new StepRandom(1, 1));
      PretrainingLosses evaluated = network.evaluate(batch(64, 46), new StepRandom(1, 1));
      assertThat(mask.count(0)).isEqualTo(mask.count(1)).isPositive();
      assertThat(losses.featurePenalty()).isPositive();
      assertThat(losses.total())
          .isCloseTo(
              losses.contrastive()
                  + 0.1 * losses.diversity()
                  + 10 * losses.featurePenalty() * losses.maskedFrames(),
              within(1e-9));
      assertThat(evaluated.probabilityPerplexity()).isNotEqualTo(evaluated.codePerplexity());
    }
  }

  @Test
  void pretrainingCountsItsMaskedFramesAndItsDistractors() {
    Wav2Vec2Configuration pretraining =
        configuration.withSpecAugment(new SpecAugment(true, 0.65, 2, 2, 0, 2, 0));
    try (PretrainingNetwork network =
        PretrainingNetwork.create(pretraining, NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      PretrainingLosses losses = network.computeGradient(batch(64, 46), 2, new StepRandom(1, 1));
      PretrainingLosses evaluated = network.evaluate(batch(64, 46), new StepRandom(1, 1));
      assertThat(losses.maskedFrames()).isPositive().isEqualTo(evaluated.maskedFrames());
      assertThat(losses.maskedFraction()).isBetween(0.2, 0.8);
      assertThat(losses.codePerplexity()).isBetween(2.0, 10.0);
      assertThat(losses.total())
          .isCloseTo(losses.contrastive() + 0.1 * losses.diversity(), within(1e-9));
      assertThat(network.gradient().norm2Number().doubleValue()).isPositive();
    }
  }

  /** Its loss is zero and its accuracy one, as there is nothing to mistake the one code for. */
  @Test
  void aSingleCodeIsRightByChanceAndTellsNothing() {
    Wav2Vec2Configuration pretraining =
        configuration.withSpecAugment(new SpecAugment(true, 0.65, 2, 2, 0, 2, 0));
    try (PretrainingNetwork network =
        PretrainingNetwork.create(pretraining, NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      PretrainingLosses varied = network.evaluate(batch(64, 46), new StepRandom(1, 1));
      network.namedParameters().get("quantizer.weight_proj.weight").assign(0);
      PretrainingLosses collapsed = network.evaluate(batch(64, 46), new StepRandom(1, 1));
      assertThat(varied.chanceAccuracy()).isBetween(1 / 5.0, 0.9);
      assertThat(collapsed.contrastive()).isCloseTo(0, within(1e-9));
      assertThat(collapsed.accuracy()).isEqualTo(1);
      assertThat(collapsed.chanceAccuracy()).isEqualTo(1);
      assertThat(collapsed.information()).isCloseTo(0, within(1e-9));
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
      network.computeGradient(batch(length, length / 2), LABELS, new StepRandom(1, tenths));
    }
  }

  @Test
  void aCheckpointOfOneNetworkLoadsIntoAnother() {
    try (CtcNetwork first = transcriber(NetworkOptions.trainable(kernels));
        CtcNetwork second = transcriber(NetworkOptions.trainable(kernels))) {
      first.initialise(1);
      second.initialise(2);
      LoadReport report = second.load(first.tensors());
      assertThat(report.missing()).isEmpty();
      assertThat(report.unused()).isEmpty();
      assertThat(NativeArrays.floats(second.parameters()))
          .isEqualTo(NativeArrays.floats(first.parameters()));
    }
  }

  @Test
  void tensorsAreThoseOfTheMomentAndEndWithTheNetwork() {
    Tensor bias;
    try (CtcNetwork network = transcriber(NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      bias = network.tensors().get("lm_head.bias");
      network.parameters().assign(3);
      assertThat(bias.toFloats()).containsOnly(3);
    }
    assertThatThrownBy(bias::toFloats).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aModelThatWasTrainedWithoutMaskingLacksNothing() {
    try (CtcNetwork first = transcriber(NetworkOptions.trainable(kernels));
        CtcNetwork second = transcriber(NetworkOptions.trainable(kernels))) {
      first.initialise(1);
      Map<String, Tensor> tensors = new TreeMap<>(first.tensors());
      tensors.remove(TensorNames.MASK_VECTOR);
      assertThat(second.load(tensors).missing()).isEmpty();
      tensors.remove("lm_head.bias");
      assertThat(second.load(tensors).missing()).containsExactly("lm_head.bias");
    }
  }

  private CtcNetwork transcriber(NetworkOptions options) {
    return CtcNetwork.create(configuration, CtcOptions.lastLayer(configuration), options);
  }

  private static WaveformBatch batch(int... lengths) {
    RandomStream random = new StepRandom(9, 0).stream("test", "samples");
    List<float[]> waveforms = new ArrayList<>();
    for (int length : lengths) {
      float[] samples = new float[length];
      random.fillGaussian(samples, 1);
      waveforms.add(samples);
    }
    return WaveformBatch.of(waveforms, true);
  }
}
