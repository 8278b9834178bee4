package org.wavetrain.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.wavetrain.audio.Pcm;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.wav2vec2.model.WaveformBatch;

/**
 * Puts utterances of about equal length together, so that little of a batch is padding. It holds no
 * more than a few minutes of speech at a time, however large the corpus is.
 */
final class UtteranceBatches {
  /** Ten minutes at 16 kHz. */
  private static final long MOST_SAMPLES_HELD = 10L * 60 * Utterance.SAMPLE_RATE_HZ;

  /**
   * Half a minute: a base model takes some 17 MiB for each second, measured with utterances of half
   * a minute and of a minute, and the stage declares what it needs at most.
   */
  static final long MOST_SAMPLES_TOGETHER = 30L * Utterance.SAMPLE_RATE_HZ;

  /** Takes one batch: the utterances and their waveforms in the same order. */
  interface Consumer {
    void accept(List<Utterance> utterances, WaveformBatch waveforms);
  }

  private record Held(Utterance utterance, short[] samples) {}

  private final BatchForm form;
  private final int batchSize;
  private final Predicate<Utterance> wanted;
  private final Consumer consumer;
  private final List<Held> held = new ArrayList<>();
  private long samplesHeld;

  /**
   * @param batchSize most utterances of a batch, which has {@link #MOST_SAMPLES_TOGETHER} at most
   *     unless one utterance alone is longer
   * @param wanted which utterances to take
   */
  UtteranceBatches(BatchForm form, int batchSize, Predicate<Utterance> wanted, Consumer consumer) {
    this.form = form;
    this.batchSize = form.size(batchSize);
    this.wanted = wanted;
    this.consumer = consumer;
  }

  boolean wants(Utterance utterance) {
    return wanted.test(utterance);
  }

  /** Takes an utterance, if it is wanted. */
  void add(Utterance utterance, short[] samples) {
    if (!wants(utterance)) {
      return;
    }
    held.add(new Held(utterance, samples));
    samplesHeld += samples.length;
    if (samplesHeld >= MOST_SAMPLES_HELD) {
      flush();
    }
  }

  /** Hands over what is held. */
  void flush() {
    held.sort(Comparator.comparingInt(one -> one.samples().length));
    int end;
    for (int from = 0; from < held.size(); from = end) {
      end = end(from);
      List<Held> batch = held.subList(from, end);
      consumer.accept(
          batch.stream().map(Held::utterance).toList(),
          form.batch(batch.stream().map(one -> Pcm.toFloat(one.samples())).toList()));
    }
    held.clear();
    samplesHeld = 0;
  }

  /** Where the batch ends that begins there: after one utterance at least, however long. */
  private int end(int from) {
    int end = from + 1;
    while (end < held.size() && end - from < batchSize && fits(end + 1 - from, held.get(end))) {
      end++;
    }
    return end;
  }

  private boolean fits(int utterances, Held longest) {
    return form.paddedSamples(utterances, longest.samples().length) <= MOST_SAMPLES_TOGETHER;
  }
}
