package org.wavetrain.training.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * Which utterances meet in which batch of an epoch: those of about equal length, so that little is
 * padding, in batches of random order; or any with any.
 */
final class BatchPlan {
  /** Lengths are blurred by up to a quarter of a second, so that epochs differ in their batches. */
  private static final double BLUR_SAMPLES = 4000;

  private BatchPlan() {}

  /**
   * A pure function of its arguments.
   *
   * @return indices of {@code examples}, each once, by batch
   */
  static List<int[]> shuffled(
      List<Example> examples, BatchSettings settings, long seed, long epoch) {
    StepRandom random = new StepRandom(seed, epoch);
    if (!settings.groupByLength()) {
      int[] company = IntStream.range(0, examples.size()).toArray();
      random.stream("batches", "company").shuffle(company);
      return cut(examples, settings, company);
    }
    RandomStream blur = random.stream("batches", "blur");
    double[] blurred = new double[examples.size()];
    for (int index = 0; index < blurred.length; index++) {
      blurred[index] =
          settings.croppedLength(examples.get(index)) + BLUR_SAMPLES * blur.nextDouble();
    }
    List<int[]> batches = cut(examples, settings, order(blurred));
    int[] places = IntStream.range(0, batches.size()).toArray();
    random.stream("batches", "order").shuffle(places);
    return Arrays.stream(places).mapToObj(batches::get).toList();
  }

  /** Every utterance once, from short to long: for evaluation. */
  static List<int[]> ordered(List<Example> examples, BatchSettings settings) {
    double[] lengths = examples.stream().mapToDouble(settings::croppedLength).toArray();
    return cut(examples, settings, order(lengths));
  }

  private static int[] order(double[] lengths) {
    return IntStream.range(0, lengths.length)
        .boxed()
        .sorted(Comparator.comparingDouble(index -> lengths[index]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Of a batch whose longest utterance has so many samples. */
  private static int paddedLength(int length) {
    int multiple = WaveformBatch.LENGTH_MULTIPLE;
    return (length + multiple - 1) / multiple * multiple;
  }

  private static List<int[]> cut(List<Example> examples, BatchSettings settings, int[] order) {
    List<int[]> batches = new ArrayList<>();
    int start = 0;
    int longest = 0;
    for (int end = 0; end < order.length; end++) {
      int length = paddedLength(settings.croppedLength(examples.get(order[end])));
      longest = Math.max(longest, length);
      long padded = (long) longest * (end + 1 - start);
      boolean tooMany = settings.batchSize() > 0 && end - start == settings.batchSize();
      boolean tooLong = settings.maximumSamples() > 0 && padded > settings.maximumSamples();
      if (end > start && (tooMany || tooLong)) {
        batches.add(Arrays.copyOfRange(order, start, end));
        start = end;
        longest = length;
      }
    }
    if (start < order.length) {
      batches.add(Arrays.copyOfRange(order, start, order.length));
    }
    return batches;
  }
}
