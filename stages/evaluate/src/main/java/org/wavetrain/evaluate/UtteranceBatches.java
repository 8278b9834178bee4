package org.wavetrain.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.wav2vec2.model.WaveformBatch;

/**
 * Puts utterances of about equal length together, so that little of a batch is padding. It holds no
 * more than a few minutes of speech at a time, however large the corpus is.
 */
final class UtteranceBatches {
  /** Ten minutes at 16 kHz. */
  private static final long MOST_SAMPLES_HELD = 10L * 60 * Utterance.SAMPLE_RATE_HZ;

  /** Padded lengths are multiples of a tenth of a second, so that the network sees few shapes. */
  private static final int LENGTH_MULTIPLE = Utterance.SAMPLE_RATE_HZ / 10;

  /** PCM's full scale. */
  private static final float FULL_SCALE = 32_768f;

  /** Takes one batch: the utterances and their waveforms in the same order. */
  interface Consumer {
    void accept(List<Utterance> utterances, WaveformBatch waveforms);
  }

  private record Held(Utterance utterance, short[] samples) {}

  private final int batchSize;
  private final boolean normalise;
  private final Consumer consumer;
  private final List<Held> held = new ArrayList<>();
  private long samplesHeld;

  UtteranceBatches(int batchSize, boolean normalise, Consumer consumer) {
    this.batchSize = batchSize;
    this.normalise = normalise;
    this.consumer = consumer;
  }

  void add(Utterance utterance, short[] samples) {
    held.add(new Held(utterance, samples));
    samplesHeld += samples.length;
    if (samplesHeld >= MOST_SAMPLES_HELD) {
      flush();
    }
  }

  /** Hands over what is held. */
  void flush() {
    held.sort(Comparator.comparingInt(one -> one.samples().length));
    for (int from = 0; from < held.size(); from += batchSize) {
      List<Held> batch = held.subList(from, Math.min(from + batchSize, held.size()));
      consumer.accept(
          batch.stream().map(Held::utterance).toList(),
          WaveformBatch.of(
              batch.stream().map(one -> waveform(one.samples())).toList(),
              normalise,
              LENGTH_MULTIPLE));
    }
    held.clear();
    samplesHeld = 0;
  }

  private static float[] waveform(short[] samples) {
    float[] waveform = new float[samples.length];
    for (int index = 0; index < samples.length; index++) {
      waveform[index] = samples[index] / FULL_SCALE;
    }
    return waveform;
  }
}
