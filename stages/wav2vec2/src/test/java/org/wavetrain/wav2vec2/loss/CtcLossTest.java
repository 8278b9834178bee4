package org.wavetrain.wav2vec2.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.wav2vec2.format.SafeTensors;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

class CtcLossTest {
  private static final Offset<Double> TIGHT = within(1e-9);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void lossesAndGradientsAgreeWithPyTorch(int index) {
    Map<String, Tensor> vectors =
        SafeTensors.read(Path.of("src/test/resources/reference-vectors/ctc-loss/case.safetensors"));
    Tensor logits = vectors.get(index + ".logits");
    int batch = (int) logits.shape()[0];
    int[] labelLengths = vectors.get(index + ".label_lengths").toInts();
    int[] padded = vectors.get(index + ".labels").toInts();
    int[][] labels = new int[batch][];
    for (int row = 0; row < batch; row++) {
      int start = row * (padded.length / batch);
      labels[row] = Arrays.copyOfRange(padded, start, start + labelLengths[row]);
    }
    float[] scores = logits.toFloats();
    int frames = (int) logits.shape()[1];
    int vocabulary = (int) logits.shape()[2];
    int[] frameLengths = vectors.get(index + ".frame_lengths").toInts();
    double[] losses = new double[batch];
    float[] gradient = new float[scores.length];

    new CtcLoss(0, false).compute(scores, frames, vocabulary, frameLengths, labels, losses, null);
    assertClose(losses, vectors.get(index + ".loss").toDoubles());
    new CtcLoss(0, true)
        .compute(scores, frames, vocabulary, frameLengths, labels, losses, gradient);
    assertClose(losses, vectors.get(index + ".loss_zero_infinity").toDoubles());
    assertThat(gradient)
        .containsExactly(vectors.get(index + ".grad_logits").toFloats(), within(1e-6f));
  }

  private static void assertClose(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int index = 0; index < actual.length; index++) {
      if (Double.isInfinite(expected[index])) {
        assertThat(actual[index]).isEqualTo(expected[index]);
      } else {
        assertThat(actual[index]).isCloseTo(expected[index], within(1e-6 * (1 + expected[index])));
      }
    }
  }

  @Test
  void theProbabilitiesOfAllTextsAddUpToOne() {
    int frames = 5;
    int vocabulary = 3;
    double[] scores = scores(frames * vocabulary, 2, 1);
    double sum = 0;
    for (int[] labels : allLabels(frames, vocabulary)) {
      sum += Math.exp(-loss(scores, frames, vocabulary, labels));
    }
    assertThat(sum).isCloseTo(1, TIGHT);
  }

  @Test
  void theLossIsThatOfEveryAlignmentEnumerated() {
    int frames = 6;
    int vocabulary = 3;
    double[] scores = scores(frames * vocabulary, 3, 2);
    for (int[] labels : allLabels(4, vocabulary)) {
      double expected = enumerated(scores, frames, vocabulary, labels);
      assertThat(loss(scores, frames, vocabulary, labels))
          .as(Arrays.toString(labels))
          .isCloseTo(expected, expected == Double.POSITIVE_INFINITY ? within(0.0) : TIGHT);
    }
  }

  @Test
  void theGradientIsThatOfFiniteDifferences() {
    int frames = 9;
    int vocabulary = 4;
    int[] labels = {1, 1, 3, 2};
    double[] scores = scores(frames * vocabulary, 2, 3);
    double[] gradient = gradient(scores, frames, vocabulary, labels);
    for (int index = 0; index < scores.length; index++) {
      double[] moved = scores.clone();
      moved[index] += 1e-5;
      double above = loss(moved, frames, vocabulary, labels);
      moved[index] -= 2e-5;
      double below = loss(moved, frames, vocabulary, labels);
      assertThat(gradient[index]).isCloseTo((above - below) / 2e-5, within(1e-8));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 20, 100, 1000, 1e5})
  void bothLatticesAgreeForScoresOfAnySize(double size) {
    int frames = 120;
    int vocabulary = 8;
    int[] labels = new int[40];
    RandomStream random = new StepRandom(5, 0).stream("test", "labels");
    for (int index = 0; index < labels.length; index++) {
      labels[index] = 1 + random.nextInt(vocabulary - 1);
    }
    double[] scores = scores(frames * vocabulary, size, 4);
    CtcStates states = new CtcStates();
    states.prepare(labels, 0, frames);
    CtcFrames exact = new CtcFrames();
    exact.prepare(frames, vocabulary);
    System.arraycopy(scores, 0, exact.scores(), 0, scores.length);
    assertThat(exact.normalise(frames)).isTrue();
    double expected = new LogLattice().loss(exact, states, frames, true);

    assertThat(loss(scores, frames, vocabulary, labels))
        .isCloseTo(expected, within(1e-10 * expected));
    double[] gradient = gradient(scores, frames, vocabulary, labels);
    for (int index = 0; index < scores.length; index++) {
      assertThat(gradient[index]).isCloseTo(exact.probabilities()[index], within(1e-8));
    }
  }

  @Test
  void aConfidentModelOnALongUtteranceKeepsTheFastPath() {
    int frames = 1500;
    int vocabulary = 32;
    int[] labels = new int[200];
    double[] scores = new double[frames * vocabulary];
    for (int index = 0; index < labels.length; index++) {
      labels[index] = 1 + index % 31;
      scores[(7 * index + 3) * vocabulary + labels[index]] = 24;
    }
    for (int frame = 0; frame < frames; frame++) {
      scores[frame * vocabulary] = 12;
    }
    CtcStates states = new CtcStates();
    states.prepare(labels, 0, frames);
    CtcFrames scratch = new CtcFrames();
    scratch.prepare(frames, vocabulary);
    System.arraycopy(scores, 0, scratch.scores(), 0, scores.length);
    assertThat(scratch.normalise(frames)).isTrue();
    assertThat(new ScaledLattice().loss(scratch, states, frames, true)).isBetween(0.0, 10.0);
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "fewer frames than a text needs",
      outcome = "the loss is infinite, or 0 without a gradient where that is asked for")
  void aLabelWithTooFewFramesIsInfiniteOrCountsNothing() {
    int[] repeated = {1, 1};
    double[] scores = new double[2 * 3];
    assertThat(loss(scores, 2, 3, repeated)).isInfinite();
    assertThat(gradient(scores, 2, 3, repeated)).containsOnly(Double.NaN);

    double[] losses = new double[1];
    double[] gradient = {9, 9, 9, 9, 9, 9};
    new CtcLoss(0, true)
        .compute(scores, 2, 3, new int[] {2}, new int[][] {repeated}, losses, gradient);
    assertThat(losses).containsExactly(0);
    assertThat(gradient).containsOnly(0);
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "an empty text, and an utterance without frames",
      outcome = "the loss of all blanks, and 0")
  void anEmptyLabelIsAllBlanksAndNoFramesCostNothing() {
    assertThat(loss(new double[4], 2, 2, new int[0])).isCloseTo(2 * Math.log(2), TIGHT);
    assertThat(loss(new double[0], 0, 2, new int[0])).isZero();
    assertThat(loss(new double[0], 0, 2, new int[] {1})).isInfinite();
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "scores in the padding of an utterance",
      outcome = "no influence and no gradient")
  void framesBeyondAnUtteranceHaveNoInfluenceAndNoGradient() {
    double[] scores = scores(6 * 3, 1, 6);
    double[] losses = new double[1];
    double[] gradient = new double[scores.length];
    CtcLoss loss = new CtcLoss(0, false);
    loss.compute(scores, 6, 3, new int[] {4}, new int[][] {{1, 2}}, losses, gradient);
    assertThat(losses[0]).isEqualTo(loss(Arrays.copyOf(scores, 4 * 3), 4, 3, new int[] {1, 2}));
    assertThat(Arrays.copyOfRange(gradient, 4 * 3, 6 * 3)).containsOnly(0);
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a score that is NaN",
      outcome = "the loss is NaN and not a wrong number")
  void aScoreThatIsNotANumberMakesALossThatIsNone() {
    double[] scores = {0, Double.NaN, 0, 0};
    assertThat(loss(scores, 2, 2, new int[] {1})).isNaN();
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a score of minus infinity",
      outcome = "its symbol is impossible")
  void aScoreOfMinusInfinityForbidsItsSymbol() {
    double never = Double.NEGATIVE_INFINITY;
    assertThat(loss(new double[] {0, never, 0, 0}, 2, 2, new int[] {1}))
        .isCloseTo(Math.log(2), TIGHT);
    assertThat(loss(new double[] {0, never, 0, never}, 2, 2, new int[] {1})).isInfinite();
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a symbol that the vocabulary lacks",
      outcome = "refused")
  void labelsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> loss(new double[4], 2, 2, new int[] {2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label 2 of utterance 0");
    assertThatThrownBy(() -> loss(new double[4], 2, 2, new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double loss(double[] scores, int frames, int vocabulary, int[] labels) {
    double[] losses = new double[1];
    new CtcLoss(0, false)
        .compute(
            scores, frames, vocabulary, new int[] {frames}, new int[][] {labels}, losses, null);
    return losses[0];
  }

  private static double[] gradient(double[] scores, int frames, int vocabulary, int[] labels) {
    double[] gradient = new double[scores.length];
    new CtcLoss(0, false)
        .compute(
            scores,
            frames,
            vocabulary,
            new int[] {frames},
            new int[][] {labels},
            new double[1],
            gradient);
    return gradient;
  }

  private static double[] scores(int count, double size, long seed) {
    RandomStream random = new StepRandom(seed, 0).stream("test", "scores");
    double[] scores = new double[count];
    Arrays.setAll(scores, index -> size * random.nextGaussian());
    return scores;
  }

  /** Every sequence of at most {@code length} labels other than the blank. */
  private static List<int[]> allLabels(int length, int vocabulary) {
    List<int[]> all = new ArrayList<>(List.of(new int[0]));
    for (int next = 0; next < all.size(); next++) {
      int[] prefix = all.get(next);
      for (int label = 1; prefix.length < length && label < vocabulary; label++) {
        int[] longer = Arrays.copyOf(prefix, prefix.length + 1);
        longer[prefix.length] = label;
        all.add(longer);
      }
    }
    return all;
  }

  private static double enumerated(double[] scores, int frames, int vocabulary, int[] labels) {
    double probability = 0;
    int paths = (int) Math.pow(vocabulary, frames);
    for (int path = 0; path < paths; path++) {
      List<Integer> collapsed = new ArrayList<>();
      int previous = 0;
      double product = 1;
      int rest = path;
      for (int frame = 0; frame < frames; frame++, rest /= vocabulary) {
        int symbol = rest % vocabulary;
        double sum = 0;
        for (int other = 0; other < vocabulary; other++) {
          sum += Math.exp(scores[frame * vocabulary + other]);
        }
        product *= Math.exp(scores[frame * vocabulary + symbol]) / sum;
        if (symbol != previous && symbol != 0) {
          collapsed.add(symbol);
        }
        previous = symbol;
      }
      if (collapsed.equals(Arrays.stream(labels).boxed().toList())) {
        probability += product;
      }
    }
    return -Math.log(probability);
  }
}
