package org.wavetrain.audio;

import java.util.Locale;
import java.util.SplittableRandom;

/** A change to a recording that leaves what is said as it was. */
public sealed interface AudioEffect {
  /**
   * Applies the effect.
   *
   * @param samples 16 kHz mono, full scale 1; may be changed in place
   * @return the result, whose length may differ
   */
  float[] apply(float[] samples);

  /** What was done, with its number, for people and for the corpus. */
  String description();

  /**
   * Adds noise.
   *
   * @param signalToNoiseDb power of the recording over that of the noise, in decibels
   * @param pink whether the noise falls by 3 dB an octave (as rooms do) instead of being white
   * @param seed from which the noise is drawn
   */
  record Noise(double signalToNoiseDb, boolean pink, long seed) implements AudioEffect {
    @Override
    public float[] apply(float[] samples) {
      float[] noise = pink ? PinkNoise.of(samples.length, seed) : white(samples.length);
      double noisePower = power(noise);
      if (noisePower > 0) {
        double scale = Math.sqrt(power(samples) / noisePower / Math.pow(10, signalToNoiseDb / 10));
        for (int i = 0; i < samples.length; i++) {
          samples[i] += (float) (scale * noise[i]);
        }
      }
      return samples;
    }

    private float[] white(int length) {
      SplittableRandom random = new SplittableRandom(seed);
      float[] noise = new float[length];
      for (int i = 0; i < length; i++) {
        noise[i] = (float) (2 * random.nextDouble() - 1);
      }
      return noise;
    }

    private static double power(float[] samples) {
      double sum = 0;
      for (float sample : samples) {
        sum += (double) sample * sample;
      }
      return sum / Math.max(1, samples.length);
    }

    @Override
    public String description() {
      return String.format(
          Locale.ROOT, "%s noise %.1f dB", pink ? "pink" : "white", signalToNoiseDb);
    }
  }

  /**
   * Raises or lowers the pitch and keeps the length.
   *
   * @param semitones up to 12 either way
   */
  record PitchShift(double semitones) implements AudioEffect {
    @Override
    public float[] apply(float[] samples) {
      double factor = Math.pow(2, semitones / 12);
      return AudioFilter.tempo(AudioFilter.speed(samples, factor), 1 / factor);
    }

    @Override
    public String description() {
      return String.format(Locale.ROOT, "pitch %+.2f semitones", semitones);
    }
  }

  /**
   * Changes the length and keeps the pitch.
   *
   * @param factor 0.5 to 2; more than 1 is longer
   */
  record TimeStretch(double factor) implements AudioEffect {
    @Override
    public float[] apply(float[] samples) {
      return AudioFilter.tempo(samples, 1 / factor);
    }

    @Override
    public String description() {
      return String.format(Locale.ROOT, "stretch %.3f", factor);
    }
  }

  /**
   * Plays faster or slower: length and pitch change together.
   *
   * @param factor 0.5 to 2; more than 1 is faster and higher
   */
  record Speed(double factor) implements AudioEffect {
    @Override
    public float[] apply(float[] samples) {
      return AudioFilter.speed(samples, factor);
    }

    @Override
    public String description() {
      return String.format(Locale.ROOT, "speed %.3f", factor);
    }
  }

  /**
   * Makes it louder or quieter.
   *
   * @param decibels more than 0 is louder
   */
  record Gain(double decibels) implements AudioEffect {
    @Override
    public float[] apply(float[] samples) {
      float factor = (float) Math.pow(10, decibels / 20);
      for (int i = 0; i < samples.length; i++) {
        samples[i] *= factor;
      }
      return samples;
    }

    @Override
    public String description() {
      return String.format(Locale.ROOT, "gain %+.1f dB", decibels);
    }
  }
}
