package org.wavetrain.audio;

/** Takes samples as the resampler gives them, checks them, and passes them on with 16 bits. */
abstract class PcmSink {
  private final long limit;
  private long count;

  /**
   * @param limit what is longer, in samples, is refused
   */
  PcmSink(long limit) {
    this.limit = limit;
  }

  /** Takes a sample given as a number of which 1 is full scale; what is louder is clipped. */
  final void append(float sample) throws AudioRejected {
    if (!Float.isFinite(sample)) {
      throw new AudioRejected(
          AudioProblem.AUDIO_NOT_FINITE, "Sample %d is %s.".formatted(count, sample));
    }
    if (count == limit) {
      throw new AudioRejected(
          AudioProblem.AUDIO_TOO_LONG,
          "The recording is longer than the limit of %.1f s."
              .formatted(limit / (double) DecodedAudio.SAMPLE_RATE_HZ));
    }
    count++;
    int rounded = Math.round(sample * 32768f);
    put((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded)));
  }

  /** Samples taken so far. */
  final long count() {
    return count;
  }

  /** Takes a checked sample. */
  abstract void put(short sample);
}
