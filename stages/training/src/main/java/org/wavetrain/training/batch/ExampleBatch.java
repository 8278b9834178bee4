package org.wavetrain.training.batch;

import java.util.List;
import org.wavetrain.wav2vec2.model.WaveformBatch;

/**
 * Utterances that go through the network together.
 *
 * @param examples what they are
 * @param waveforms their samples, in the same order, cut, normalised and padded
 * @param next where the sequence goes on after this batch
 */
public record ExampleBatch(List<Example> examples, WaveformBatch waveforms, BatchPosition next) {
  /** The ids of the utterances, in order. */
  public List<String> ids() {
    return examples.stream().map(Example::id).toList();
  }

  /** What is right for each utterance, in order. */
  public List<String> references() {
    return examples.stream().map(Example::reference).toList();
  }

  /** Samples, padding included. */
  public long paddedSamples() {
    return (long) waveforms.size() * waveforms.paddedLength();
  }
}
