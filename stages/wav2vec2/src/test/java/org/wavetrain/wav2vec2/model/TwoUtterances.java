package org.wavetrain.wav2vec2.model;

import java.util.ArrayList;
import java.util.List;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/** Two utterances of noise, of which the second is the shorter one. */
final class TwoUtterances {
  /** Texts that fit into them, in symbols of {@link TinyConfiguration}. */
  static final int[][] LABELS = {{1, 2, 2}, {3}};

  private TwoUtterances() {}

  /** Short ones, for tiny networks. */
  static WaveformBatch batch() {
    return batch(64, 46);
  }

  /** With so many samples each. */
  static WaveformBatch batch(int first, int second) {
    RandomStream random = new StepRandom(9, 0).stream("test", "samples");
    List<float[]> waveforms = new ArrayList<>();
    for (int length : new int[] {first, second}) {
      float[] samples = new float[length];
      random.fillGaussian(samples, 1);
      waveforms.add(samples);
    }
    return WaveformBatch.of(waveforms, true);
  }
}
