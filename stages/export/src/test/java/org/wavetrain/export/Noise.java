package org.wavetrain.export;

import org.wavetrain.audio.Pcm;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/** Recordings of noise. */
final class Noise {
  private Noise() {}

  static short[] samples(int count, long seed) {
    RandomStream random = new StepRandom(seed, 0).stream("test", "noise");
    short[] noise = new short[count];
    for (int index = 0; index < count; index++) {
      noise[index] = (short) (random.nextInt(20_000) - 10_000);
    }
    return noise;
  }

  /** The same with full scale 1. */
  static float[] waveform(int count, long seed) {
    return Pcm.toFloat(samples(count, seed));
  }
}
