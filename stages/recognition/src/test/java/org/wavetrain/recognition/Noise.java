package org.wavetrain.recognition;

import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/** Recordings of noise. */
final class Noise {
  private Noise() {}

  /** Samples as 16-bit recordings have them, full scale 1. */
  static float[] waveform(int count, long seed) {
    RandomStream random = new StepRandom(seed, 0).stream("test", "noise");
    float[] noise = new float[count];
    for (int index = 0; index < count; index++) {
      noise[index] = (random.nextInt(20_000) - 10_000) / 32_768f;
    }
    return noise;
  }
}
