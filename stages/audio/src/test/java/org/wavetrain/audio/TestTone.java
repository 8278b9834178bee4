package org.wavetrain.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tones and the WAV files that hold them, byte by byte, so that tests can spoil them. */
final class TestTone {
  private TestTone() {}

  static short[] sine(int samples, double frequencyHz, int rateHz) {
    short[] tone = new short[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (short) Math.round(12_000 * Math.sin(2 * Math.PI * frequencyHz * i / rateHz));
    }
    return tone;
  }

  /** Interleaved PCM16 in a canonical WAV file. */
  static byte[] wave(short[] samples, int channels, int rateHz) {
    ByteBuffer data = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    data.asShortBuffer().put(samples);
    return wave(1, channels, rateHz, 16, data.array(), samples.length * 2L);
  }

  static byte[] wave(
      int format, int channels, int rateHz, int bits, byte[] data, long promisedBytes) {
    return ByteBuffer.allocate(44 + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(36 + data.length)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) format)
        .putShort((short) channels)
        .putInt(rateHz)
        .putInt(rateHz * channels * bits / 8)
        .putShort((short) (channels * bits / 8))
        .putShort((short) bits)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt((int) promisedBytes)
        .put(data)
        .array();
  }

  static Path write(Path file, byte[] content) throws IOException {
    return Files.write(file, content);
  }

  /** Frequency of the strongest of a few candidates, by correlation. */
  static double strongest(short[] samples, double... candidatesHz) {
    double best = 0;
    double bestPower = -1;
    for (double candidate : candidatesHz) {
      double real = 0;
      double imaginary = 0;
      for (int i = 0; i < samples.length; i++) {
        double phase = 2 * Math.PI * candidate * i / DecodedAudio.SAMPLE_RATE_HZ;
        real += samples[i] * Math.cos(phase);
        imaginary += samples[i] * Math.sin(phase);
      }
      double power = real * real + imaginary * imaginary;
      if (power > bestPower) {
        bestPower = power;
        best = candidate;
      }
    }
    return best;
  }
}
