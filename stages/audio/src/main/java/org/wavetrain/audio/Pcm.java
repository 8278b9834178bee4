package org.wavetrain.audio;

/** Conversion between 16-bit samples and numbers of which 1 is full scale. */
public final class Pcm {
  private Pcm() {}

  public static float[] toFloat(short[] samples) {
    return toFloat(samples, 0, samples.length);
  }

  /** Converts {@code length} samples from {@code start} on. */
  public static float[] toFloat(short[] samples, int start, int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = samples[start + i] / 32768f;
    }
    return numbers;
  }

  /** Rounds; what is louder than full scale is clipped. */
  public static short[] toShort(float[] numbers) {
    short[] samples = new short[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      int rounded = Math.round(numbers[i] * 32768f);
      samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
    }
    return samples;
  }
}
