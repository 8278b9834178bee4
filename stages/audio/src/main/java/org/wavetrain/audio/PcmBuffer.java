package org.wavetrain.audio;

import java.util.Arrays;

/** A growing array of 16-bit samples with a limit. */
final class PcmBuffer {
  private final long limit;
  private short[] samples = new short[1 << 15];
  private int size;

  PcmBuffer(long limit) {
    this.limit = Math.min(limit, Integer.MAX_VALUE - 8);
  }

  /** Appends a sample given as a number of which 1 is full scale; what is louder is clipped. */
  void append(float sample) throws AudioRejected {
    if (!Float.isFinite(sample)) {
      throw new AudioRejected(
          AudioProblem.AUDIO_NOT_FINITE, "Sample %d is %s.".formatted(size, sample));
    }
    if (size == samples.length) {
      if (size >= limit) {
        throw tooLong();
      }
      samples = Arrays.copyOf(samples, (int) Math.min(2L * size, limit + 1));
    }
    int rounded = Math.round(sample * 32768f);
    samples[size++] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
    if (size > limit) {
      throw tooLong();
    }
  }

  private AudioRejected tooLong() {
    return new AudioRejected(
        AudioProblem.AUDIO_TOO_LONG,
        "The recording is longer than the limit of %.1f s."
            .formatted(limit / (double) DecodedAudio.SAMPLE_RATE_HZ));
  }

  short[] toArray() {
    return Arrays.copyOf(samples, size);
  }
}
