package org.wavetrain.audio;

/**
 * A recording as the model takes it, and what it was before.
 *
 * @param samples 16 kHz, mono, 16-bit
 * @param sourceSampleRateHz sampling rate of the file
 * @param sourceChannels channels of the file
 * @param codec FFmpeg's name of the file's coding, for example {@code flac}
 */
public record DecodedAudio(
    short[] samples, int sourceSampleRateHz, int sourceChannels, String codec) {
  /** Sampling rate of {@code samples}. */
  public static final int SAMPLE_RATE_HZ = 16_000;
}
