package org.wavetrain.wav2vec2.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {
  private static final int DRAWS = 200_000;

  private final RandomStream stream = new StepRandom(1, 2).stream("layer", "purpose");

  @Test
  void aStreamDependsOnItsNamesAloneAndNotOnOthers() {
    StepRandom random = new StepRandom(7, 100);
    long expected = random.stream("a", "b").nextLong();
    random.stream("b", "a").fill(new float[100]);
    assertThat(new StepRandom(7, 100).stream("a", "b").nextLong()).isEqualTo(expected);
  }

  /** Recorded once: a change here would change what every resumed run draws. */
  @Test
  void theNumbersOfAStreamNeverChange() {
    RandomStream recorded = new StepRandom(1, 0).stream("encoder.layers.0", "hidden_dropout");
    assertThat(new long[] {recorded.nextLong(), recorded.nextLong(), recorded.nextLong()})
        .containsExactly(-2772454109129084613L, 6959556084989448969L, -3751611563716743536L);
  }

  @Test
  void streamsOfNeighbouringSeedsStepsAndNamesDiffer() {
    Set<Long> first = new HashSet<>();
    int streams = 0;
    for (int seed = 0; seed < 20; seed++) {
      for (int step = 0; step < 20; step++) {
        for (String layer : new String[] {"", "a", "b", "aa", "ab", "ba"}) {
          for (String purpose : new String[] {"", "a", "b", "aa"}) {
            first.add(new StepRandom(seed, step).stream(layer, purpose).nextLong());
            streams++;
          }
        }
      }
    }
    assertThat(first).hasSize(streams);
  }

  @Test
  void streamsOfNeighbouringStepsAreNotCorrelated() {
    double sum = 0;
    for (int step = 0; step < DRAWS; step++) {
      double here = new StepRandom(3, step).stream("x", "y").nextDouble() - 0.5;
      double next = new StepRandom(3, step + 1).stream("x", "y").nextDouble() - 0.5;
      sum += here * next;
    }
    // The standard error of the correlation of independent draws is 1 / √n.
    assertThat(sum / DRAWS * 12).isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
  }

  @Test
  void everyBitIsSetHalfTheTimeAndPairsOfBitsAreIndependent() {
    int[] ones = new int[64];
    int[] equalNeighbours = new int[64];
    for (int draw = 0; draw < DRAWS; draw++) {
      long bits = stream.nextLong();
      long equal = ~(bits ^ Long.rotateRight(bits, 1));
      for (int bit = 0; bit < 64; bit++) {
        ones[bit] += (int) (bits >>> bit & 1);
        equalNeighbours[bit] += (int) (equal >>> bit & 1);
      }
    }
    double tolerance = 4.5 * Math.sqrt(DRAWS) / 2;
    for (int bit = 0; bit < 64; bit++) {
      assertThat((double) ones[bit]).isCloseTo(DRAWS / 2.0, within(tolerance));
      assertThat((double) equalNeighbours[bit]).isCloseTo(DRAWS / 2.0, within(tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100, 1 << 30, Integer.MAX_VALUE})
  void integersBelowABoundAreUniform(int bound) {
    int buckets = Math.min(bound, 50);
    int[] counts = new int[buckets];
    for (int draw = 0; draw < DRAWS; draw++) {
      int value = stream.nextInt(bound);
      assertThat(value).isBetween(0, bound - 1);
      counts[(int) ((long) value * buckets / bound)]++;
    }
    double expected = (double) DRAWS / buckets;
    double squares = Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected)).sum();
    // The chi-square statistic has mean buckets - 1 and deviation √(2 (buckets - 1)).
    assertThat(squares / expected)
        .isLessThanOrEqualTo(buckets - 1 + 5 * Math.sqrt(2.0 * (buckets - 1)) + 1e-9);
  }

  @Test
  void boundsMustBePositive() {
    assertThatThrownBy(() -> stream.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void filledFloatsAreUniformInTheHalfOpenInterval() {
    float[] values = new float[DRAWS + 1];
    stream.fill(values);
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      assertThat(value).isGreaterThanOrEqualTo(0).isLessThan(1);
      sum += value;
      squares += value * value;
    }
    assertThat(sum / values.length).isCloseTo(0.5, within(0.003));
    assertThat(squares / values.length).isCloseTo(1 / 3.0, within(0.003));
  }

  @Test
  void gaussianValuesHaveTheirMoments() {
    float[] values = new float[DRAWS + 1];
    stream.fillGaussian(values, 2);
    double sum = 0;
    double squares = 0;
    double fourths = 0;
    for (float value : values) {
      double unit = value / 2;
      sum += unit;
      squares += unit * unit;
      fourths += Math.pow(unit, 4);
    }
    assertThat(sum / values.length).isCloseTo(0, within(0.01));
    assertThat(squares / values.length).isCloseTo(1, within(0.015));
    assertThat(fourths / values.length).isCloseTo(3, within(0.1));
  }

  @Test
  void gumbelValuesHaveTheirMeanAndVariance() {
    float[] values = new float[DRAWS];
    stream.fillGumbel(values);
    double mean = 0;
    for (float value : values) {
      mean += value / DRAWS;
    }
    double variance = 0;
    for (float value : values) {
      variance += (value - mean) * (value - mean) / DRAWS;
    }
    assertThat(mean).isCloseTo(0.57722, within(0.02));
    assertThat(variance).isCloseTo(Math.PI * Math.PI / 6, within(0.05));
  }

  @Test
  void everyOrderOfAShuffleIsEquallyLikely() {
    int[] counts = new int[24];
    for (int draw = 0; draw < 24_000; draw++) {
      int[] values = {0, 1, 2, 3};
      stream.shuffle(values);
      assertThat(values).containsExactlyInAnyOrder(0, 1, 2, 3);
      int rank = 0;
      for (int index = 0; index < 4; index++) {
        int smaller = 0;
        for (int later = index + 1; later < 4; later++) {
          smaller += values[later] < values[index] ? 1 : 0;
        }
        rank = rank * (4 - index) + smaller;
      }
      counts[rank]++;
    }
    assertThat(Arrays.stream(counts).boxed()).allMatch(count -> Math.abs(count - 1000) < 150);
  }
}
