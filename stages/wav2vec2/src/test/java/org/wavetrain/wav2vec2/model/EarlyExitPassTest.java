package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.wav2vec2.FrameEntropy;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.ExitRule.AtLayer;
import org.wavetrain.wav2vec2.model.ExitRule.BelowEntropy;

class EarlyExitPassTest {
  private static final List<Integer> EXITS = List.of(1, 2, 3);
  private static final int VOCABULARY = 5;

  private final Kernels kernels = Kernels.fastest();

  @AfterEach
  void closeKernels() {
    kernels.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theScoresAreThoseOfThePassThroughAllLayers(boolean sharedHead) {
    WaveformBatch batch = batch(60, 90, 75);
    try (CtcNetwork network = network(TinyConfiguration.normFirst(3, false), sharedHead, kernels)) {
      CtcLogits all = network.logits(batch);
      for (int exit = 0; exit < EXITS.size(); exit++) {
        List<ExitScores> found = network.logits(batch, new AtLayer(EXITS.get(exit)));
        for (int row = 0; row < batch.size(); row++) {
          assertThat(found.get(row).layer()).isEqualTo(EXITS.get(exit));
          assertThat(found.get(row).looks()).isEqualTo(1);
          assertThat(found.get(row).logits())
              .containsExactly(expected(all, exit, row), within(1e-5f));
        }
      }
    }
  }

  @Test
  void eachUtteranceLeavesWhereItIsSureEnough() {
    WaveformBatch batch = batch(60, 90, 75, 82);
    try (CtcNetwork network = network(TinyConfiguration.normFirst(3, false), true, kernels)) {
      CtcLogits all = network.logits(batch);
      double[] atFirst =
          IntStream.range(0, batch.size()).mapToDouble(row -> entropy(all, 0, row)).toArray();
      double between = Arrays.stream(atFirst).sorted().skip(1).limit(2).average().orElseThrow();

      List<ExitScores> found = network.logits(batch, new BelowEntropy(between));

      assertThat(found).filteredOn(scores -> scores.layer() == 1).hasSize(2);
      for (int row = 0; row < batch.size(); row++) {
        int exit = 0;
        while (exit < 2 && entropy(all, exit, row) >= between) {
          exit++;
        }
        assertThat(found.get(row).layer()).isEqualTo(EXITS.get(exit));
        assertThat(found.get(row).looks()).isEqualTo(exit + 1);
        assertThat(found.get(row).logits())
            .containsExactly(expected(all, exit, row), within(1e-5f));
      }
    }
  }

  @Test
  void noEntropyIsBelowZero() {
    try (CtcNetwork network = network(TinyConfiguration.normLast(3, false), true, kernels)) {
      assertThat(network.logits(batch(80), new BelowEntropy(0)))
          .extracting(ExitScores::layer)
          .containsExactly(3);
    }
  }

  @Test
  void layersAfterTheExitAreNotRun() {
    AtomicInteger calls = new AtomicInteger();
    Kernels counting =
        (Kernels)
            Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (proxy, method, arguments) -> {
                  calls.addAndGet(method.getName().equals("softmax") ? 1 : 0);
                  try {
                    return method.invoke(kernels, arguments);
                  } catch (InvocationTargetException failure) {
                    throw failure.getCause();
                  }
                });
    try (CtcNetwork network = network(TinyConfiguration.normLast(3, false), true, counting)) {
      for (int layer : EXITS) {
        calls.set(0);
        network.logits(batch(80), new AtLayer(layer));
        assertThat(calls).as("softmaxes of attention").hasValue(layer);
      }
    }
  }

  @Test
  void anExitThatTheModelLacksIsRefused() {
    try (CtcNetwork network = network(TinyConfiguration.normLast(3, false), true, kernels)) {
      assertThatThrownBy(() -> network.logits(batch(80), new AtLayer(7)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[1, 2, 3]");
    }
  }

  private static CtcNetwork network(
      Wav2Vec2Configuration configuration, boolean sharedHead, Kernels kernels) {
    CtcNetwork network =
        CtcNetwork.create(
            configuration,
            CtcOptions.exits(EXITS, sharedHead),
            NetworkOptions.frozenTrunk(kernels));
    network.initialise(5);
    return network;
  }

  private static double entropy(CtcLogits all, int exit, int row) {
    return FrameEntropy.of(
        all.exits()[exit], row * all.frames() * VOCABULARY, all.frameLengths()[row], VOCABULARY);
  }

  private static float[] expected(CtcLogits all, int exit, int row) {
    int start = row * all.frames() * VOCABULARY;
    return Arrays.copyOfRange(
        all.exits()[exit], start, start + all.frameLengths()[row] * VOCABULARY);
  }

  private static WaveformBatch batch(int... lengths) {
    Random random = new Random(3);
    return WaveformBatch.of(
        Arrays.stream(lengths)
            .mapToObj(
                length -> {
                  float[] samples = new float[length];
                  for (int index = 0; index < length; index++) {
                    samples[index] = (float) random.nextGaussian();
                  }
                  return samples;
                })
            .toList(),
        false);
  }
}
