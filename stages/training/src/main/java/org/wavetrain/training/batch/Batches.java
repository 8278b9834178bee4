package org.wavetrain.training.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.wavetrain.audio.Pcm;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * All batches of a set of utterances, as pure functions of the seed and the place in the sequence:
 * whoever starts at a place sees what an unbroken run sees from there on.
 */
public final class Batches {
  private final List<Example> examples;
  private final BatchSettings settings;
  private final long seed;

  /**
   * @param examples at least one
   * @param seed decides order, company and cuts
   */
  public Batches(List<Example> examples, BatchSettings settings, long seed) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("no utterances");
    }
    this.examples = List.copyOf(examples);
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * The endless sequence of shuffled batches from a place on. What it gives are plans: getting a
   * batch of one reads its samples, in any thread.
   */
  public Iterator<Supplier<ExampleBatch>> from(BatchPosition start) {
    return new Iterator<>() {
      private BatchPosition position = start;
      private long plannedEpoch = -1;
      private List<int[]> plan = List.of();

      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Supplier<ExampleBatch> next() {
        if (position.epoch() != plannedEpoch) {
          plan = BatchPlan.shuffled(examples, settings, seed, position.epoch());
          plannedEpoch = position.epoch();
        }
        int[] indices = plan.get(position.index());
        long epoch = position.epoch();
        BatchPosition following = position.next(plan.size());
        position = following;
        return () -> batch(indices, epoch, following);
      }
    };
  }

  /** How many batches the first epoch has; others may have one more or less. */
  public int inEpoch() {
    return BatchPlan.shuffled(examples, settings, seed, 0).size();
  }

  /** Every utterance once, from short to long; the same in every call. */
  public Stream<ExampleBatch> once() {
    return BatchPlan.ordered(examples, settings).stream()
        .map(indices -> batch(indices, 0, BatchPosition.START));
  }

  private ExampleBatch batch(int[] indices, long epoch, BatchPosition next) {
    List<Example> chosen = new ArrayList<>(indices.length);
    List<float[]> waveforms = new ArrayList<>(indices.length);
    for (int index : indices) {
      Example example = examples.get(index);
      chosen.add(example);
      waveforms.add(waveform(example, epoch));
    }
    return new ExampleBatch(
        List.copyOf(chosen),
        WaveformBatch.of(waveforms, settings.normalise(), WaveformBatch.LENGTH_MULTIPLE),
        next);
  }

  private float[] waveform(Example example, long epoch) {
    int length = settings.croppedLength(example);
    int surplus = example.samples().length() - length;
    int start = 0;
    if (surplus > 0) {
      RandomStream random = new StepRandom(seed, epoch).stream(example.id(), "crop");
      start = random.nextInt(surplus + 1);
    }
    try {
      return Pcm.toFloat(example.samples().read(start, length));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + example.id(), e);
    }
  }
}
