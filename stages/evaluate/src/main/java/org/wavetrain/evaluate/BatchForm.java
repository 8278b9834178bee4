package org.wavetrain.evaluate;

import java.util.List;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.model.WaveformBatch;

/**
 * How a network takes utterances, so that each gets the scores that it gets alone: those are what
 * the exported model gives.
 *
 * @param normalise whether waveforms are to be brought to zero mean and unit variance
 * @param paddable whether padding leaves scores alone. A layer norm and masked attention do not see
 *     it, but a group norm takes its statistics over a whole row, padding included.
 */
record BatchForm(boolean normalise, boolean paddable) {
  static BatchForm of(ModelFolder model) {
    return new BatchForm(
        model.featureExtractor().normalise(),
        model.configuration().featureEncoder().normalisation() == FeatureNormalisation.LAYER);
  }

  /** The number of utterances in a batch, when {@code most} are wished for. */
  int size(int most) {
    return paddable ? most : 1;
  }

  /**
   * Samples of a batch, padding included.
   *
   * @param longest samples of its longest utterance
   */
  long paddedSamples(int utterances, int longest) {
    int multiple = lengthMultiple();
    return (long) utterances * ((longest + multiple - 1) / multiple) * multiple;
  }

  /** Puts waveforms together, as many as {@link #size} allows. */
  WaveformBatch batch(List<float[]> waveforms) {
    return WaveformBatch.of(waveforms, normalise, lengthMultiple());
  }

  private int lengthMultiple() {
    return paddable ? WaveformBatch.LENGTH_MULTIPLE : 1;
  }
}
