package org.wavetrain.training.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/** Noise and random labels: an engine takes as long on them as on speech. */
final class BenchmarkInput {
  private static final int LABELS_PER_SECOND = 10;

  /** Identifiers of the special symbols lie below. */
  private static final int FIRST_LETTER = 4;

  private final BenchmarkSettings settings;
  private final StepRandom random = new StepRandom(1, 0);

  BenchmarkInput(BenchmarkSettings settings) {
    this.settings = settings;
  }

  WaveformBatch waveforms() {
    RandomStream stream = random.stream("benchmark", "samples");
    List<float[]> waveforms = new ArrayList<>();
    for (int index = 0; index < settings.batch(); index++) {
      float[] samples = new float[settings.samples()];
      stream.fillGaussian(samples, 1);
      waveforms.add(samples);
    }
    return WaveformBatch.of(waveforms, true);
  }

  int[][] labels(int vocabulary) {
    RandomStream stream = random.stream("benchmark", "labels");
    int[][] labels = new int[settings.batch()][(int) (settings.seconds() * LABELS_PER_SECOND)];
    for (int[] utterance : labels) {
      for (int index = 0; index < utterance.length; index++) {
        utterance[index] = FIRST_LETTER + stream.nextInt(vocabulary - FIRST_LETTER);
      }
    }
    return labels;
  }

  float[] scores(int length) {
    float[] scores = new float[length];
    random.stream("benchmark", "scores").fillGaussian(scores, 1);
    return scores;
  }
}
