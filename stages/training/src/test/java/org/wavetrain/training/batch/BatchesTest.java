package org.wavetrain.training.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wavetrain.training.fixture.MemorySamples;

class BatchesTest {
  private static final BatchSettings BY_FOUR = new BatchSettings(4, 0, 0, true, true);

  @Test
  void anEpochHoldsEveryUtteranceOnce() {
    List<Example> examples = examples(30);
    Iterator<Supplier<ExampleBatch>> batches =
        new Batches(examples, BY_FOUR, 7).from(BatchPosition.START);

    List<String> ids = new ArrayList<>();
    ExampleBatch batch;
    do {
      batch = batches.next().get();
      ids.addAll(batch.ids());
    } while (batch.next().epoch() == 0);

    assertThat(ids)
        .containsExactlyInAnyOrderElementsOf(examples.stream().map(Example::id).toList());
  }

  @Test
  void startingAtAPlaceGivesWhatAnUnbrokenRunSeesThere() {
    BatchSettings cutting = new BatchSettings(4, 0, 3000, true, true);
    Iterator<Supplier<ExampleBatch>> unbroken =
        new Batches(examples(30), cutting, 7).from(BatchPosition.START);
    ExampleBatch before = unbroken.next().get();
    for (int count = 0; count < 25; count++) {
      ExampleBatch expected = unbroken.next().get();
      ExampleBatch actual = new Batches(examples(30), cutting, 7).from(before.next()).next().get();
      assertThat(actual.ids()).isEqualTo(expected.ids());
      assertThat(actual.waveforms().samples()).isEqualTo(expected.waveforms().samples());
      assertThat(actual.next()).isEqualTo(expected.next());
      before = expected;
    }
  }

  @Test
  void epochsAndSeedsDifferInTheirBatches() {
    Batches batches = new Batches(examples(30), BY_FOUR, 7);

    List<String> first = batches.from(BatchPosition.START).next().get().ids();

    assertThat(batches.from(new BatchPosition(1, 0)).next().get().ids()).isNotEqualTo(first);
    assertThat(new Batches(examples(30), BY_FOUR, 8).from(BatchPosition.START).next().get().ids())
        .isNotEqualTo(first);
  }

  @Test
  void utterancesOfABatchAreOfSimilarLength() {
    Iterator<Supplier<ExampleBatch>> batches =
        new Batches(examples(200), BY_FOUR, 7).from(BatchPosition.START);
    for (int count = 0; count < 50; count++) {
      int[] lengths = batches.next().get().waveforms().lengths();
      int spread = IntStream.of(lengths).max().getAsInt() - IntStream.of(lengths).min().getAsInt();
      assertThat(spread).isLessThan(5000);
    }
  }

  @Test
  void longAndShortMeetWhenLengthDoesNotCount() {
    BatchSettings mixed = new BatchSettings(4, 0, 0, false, true);
    Iterator<Supplier<ExampleBatch>> batches =
        new Batches(examples(200), mixed, 7).from(BatchPosition.START);
    List<String> ids = new ArrayList<>();
    int widest = 0;
    for (int count = 0; count < 50; count++) {
      ExampleBatch batch = batches.next().get();
      ids.addAll(batch.ids());
      IntSummaryStatistics lengths = IntStream.of(batch.waveforms().lengths()).summaryStatistics();
      widest = Math.max(widest, lengths.getMax() - lengths.getMin());
    }

    assertThat(ids).doesNotHaveDuplicates().hasSize(200);
    assertThat(widest).isGreaterThan(5000);
  }

  @Test
  void aLimitOfSamplesHoldsWithPadding() {
    Batches batches = new Batches(examples(30), new BatchSettings(8, 20_000, 0, true, true), 7);

    assertThat(batches.once())
        .allSatisfy(
            batch ->
                assertThat(
                        batch.examples().size() == 1
                            || longest(batch) * (long) batch.examples().size() <= 20_000)
                    .isTrue());
    assertThat(batches.once().mapToInt(batch -> batch.examples().size()).sum()).isEqualTo(30);
  }

  @Test
  void longUtterancesAreCutAtADifferentPlaceEachEpoch() {
    short[] ramp = new short[10_000];
    for (int index = 0; index < ramp.length; index++) {
      ramp[index] = (short) index;
    }
    List<Example> one = List.of(MemorySamples.example("ramp", "", ramp));
    Iterator<Supplier<ExampleBatch>> batches =
        new Batches(one, new BatchSettings(1, 0, 1600, true, false), 7).from(BatchPosition.START);

    float[] first = batches.next().get().waveforms().samples();
    float[] second = batches.next().get().waveforms().samples();

    assertThat(first).hasSize(1600);
    assertThat(first[1599] - first[0]).isEqualTo(1599 / 32_768f);
    assertThat(second[0]).isNotEqualTo(first[0]);
  }

  @Test
  void aLoaderHandsBatchesOverInOrder() throws InterruptedException {
    Batches batches = new Batches(examples(30), BY_FOUR, 7);
    Iterator<Supplier<ExampleBatch>> expected = batches.from(BatchPosition.START);
    try (BatchLoader loader = new BatchLoader(batches.from(BatchPosition.START))) {
      for (int count = 0; count < 20; count++) {
        assertThat(loader.next().ids()).isEqualTo(expected.next().get().ids());
      }
    }
  }

  @Test
  void aLoaderPreparesBatchesBeforeTheyAreAskedForInThreadsOfItsOwn() throws InterruptedException {
    BlockingQueue<Thread> prepared = new LinkedBlockingQueue<>();
    Batches batches = new Batches(examples(30), BY_FOUR, 7);
    Iterator<Supplier<ExampleBatch>> plans = batches.from(BatchPosition.START);
    Stream<Supplier<ExampleBatch>> watched =
        Stream.generate(
            () -> {
              Supplier<ExampleBatch> plan = plans.next();
              return () -> {
                prepared.add(Thread.currentThread());
                return plan.get();
              };
            });

    try (BatchLoader loader = new BatchLoader(watched.iterator())) {
      for (int ahead = 0; ahead < 4; ahead++) {
        assertThat(prepared.poll(1, TimeUnit.MINUTES)).isNotIn(null, Thread.currentThread());
      }
      loader.next();
      assertThat(prepared.poll(1, TimeUnit.MINUTES)).isNotIn(null, Thread.currentThread());
    }
  }

  private static int longest(ExampleBatch batch) {
    return IntStream.of(batch.waveforms().lengths()).max().getAsInt();
  }

  private static List<Example> examples(int count) {
    List<Example> examples = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      short[] samples = new short[1000 + index * 7919 % 9000];
      Arrays.fill(samples, (short) index);
      examples.add(MemorySamples.example("utterance-" + index, "", samples));
    }
    return examples;
  }
}
