package org.wavetrain.training.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wavetrain.corpus.SampleSource;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/** How much of what is computed is padding, with utterances as long as those of LibriSpeech. */
class PaddingTest {
  private static final int SAMPLE_RATE_HZ = 16_000;

  /** 17 of the 960 hours. */
  private static final List<Example> UTTERANCES = libriSpeechLike(5000);

  @Test
  void theLengthsAreLikeThoseOfLibriSpeech() {
    double mean =
        UTTERANCES.stream().mapToInt(example -> example.samples().length()).average().orElseThrow();

    // 960.9 hours in 281,241 utterances.
    assertThat(mean / SAMPLE_RATE_HZ).isBetween(11.8, 12.8);
  }

  @Test
  void atMostATwentiethOfBatchesBySamplesIsPadding() {
    for (long epoch = 0; epoch < 3; epoch++) {
      assertThat(padding(new BatchSettings(0, 200 * SAMPLE_RATE_HZ, 0, true, true), epoch))
          .isLessThan(0.05);
      assertThat(padding(new BatchSettings(0, 50 * SAMPLE_RATE_HZ, 0, true, true), epoch))
          .isLessThan(0.05);
      assertThat(padding(new BatchSettings(8, 0, 0, true, true), epoch)).isLessThan(0.05);
    }
  }

  @Test
  void aQuarterIsPaddingWhereEightMeetAtRandom() {
    assertThat(padding(new BatchSettings(8, 0, 0, false, true), 0)).isBetween(0.2, 0.35);
  }

  @Test
  void batchesBySamplesUseTheirRoom() {
    BatchSettings settings = new BatchSettings(0, 200 * SAMPLE_RATE_HZ, 0, true, true);
    List<int[]> batches = BatchPlan.shuffled(UTTERANCES, settings, 1, 0);

    double meanSeconds =
        UTTERANCES.stream().mapToLong(example -> example.samples().length()).sum()
            / (double) SAMPLE_RATE_HZ
            / batches.size();

    assertThat(batches).allMatch(batch -> padded(batch) <= 200L * SAMPLE_RATE_HZ);
    assertThat(meanSeconds).isGreaterThan(185);
  }

  private static double padding(BatchSettings settings, long epoch) {
    List<int[]> batches = BatchPlan.shuffled(UTTERANCES, settings, 1, epoch);
    long padded = batches.stream().mapToLong(PaddingTest::padded).sum();
    long real = batches.stream().flatMapToLong(PaddingTest::lengths).sum();
    return 1 - real / (double) padded;
  }

  /** With what batches of few shapes cost. */
  private static long padded(int[] batch) {
    long longest = lengths(batch).max().orElseThrow();
    long multiple = WaveformBatch.LENGTH_MULTIPLE;
    return (longest + multiple - 1) / multiple * multiple * batch.length;
  }

  private static LongStream lengths(int[] batch) {
    return Arrays.stream(batch).mapToLong(index -> UTTERANCES.get(index).samples().length());
  }

  /**
   * Lengths with the shape of train-960's (Panayotov et al. 2015, LibriSpeech): from 1.5 to 24
   * seconds, most between 14 and 16, where the recordings were cut, the rest spread below.
   */
  private static List<Example> libriSpeechLike(int count) {
    RandomStream random = new StepRandom(960, 0).stream("lengths", "draw");
    List<Example> examples = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      double seconds =
          random.nextDouble() < 0.6
              ? 14.8 + 0.9 * random.nextGaussian()
              : 1.5 + 14.5 * random.nextDouble();
      double tail = random.nextDouble() < 0.005 ? 24 * random.nextDouble() : 0;
      int length = (int) (Math.min(24, Math.max(seconds, tail)) * SAMPLE_RATE_HZ);
      examples.add(new Example("utterance-" + index, "", new Silence(length)));
    }
    return examples;
  }

  private record Silence(int length) implements SampleSource {
    @Override
    public short[] read(int start, int count) {
      return new short[count];
    }
  }
}
