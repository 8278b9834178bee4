package org.wavetrain.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes recordings of one channel and 16 bits in the formats of published corpora. */
public final class SoundFile {
  private static final int WAVE_HEADER_BYTES = 44;
  private static final int SPHERE_HEADER_BYTES = 1024;

  private SoundFile() {}

  /**
   * Writes one file; equal samples give equal bytes.
   *
   * @param samplingRateHz one that the format knows: MP3 has few
   */
  public static void write(Path file, SoundFormat format, short[] samples, int samplingRateHz)
      throws IOException {
    switch (format) {
      case WAVE -> Files.write(file, wave(samples, samplingRateHz));
      case SPHERE -> Files.write(file, sphere(samples, samplingRateHz));
      case FLAC, MP3 -> {
        try (FfmpegWriter writer = new FfmpegWriter(file, format, samplingRateHz)) {
          writer.write(samples);
        }
      }
    }
  }

  private static byte[] wave(short[] samples, int samplingRateHz) {
    int dataBytes = samples.length * Short.BYTES;
    ByteBuffer bytes =
        ByteBuffer.allocate(WAVE_HEADER_BYTES + dataBytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(ascii("RIFF"))
            .putInt(WAVE_HEADER_BYTES - 8 + dataBytes)
            .put(ascii("WAVEfmt "))
            .putInt(16)
            .putShort((short) 1)
            .putShort((short) 1)
            .putInt(samplingRateHz)
            .putInt(samplingRateHz * Short.BYTES)
            .putShort((short) Short.BYTES)
            .putShort((short) Short.SIZE)
            .put(ascii("data"))
            .putInt(dataBytes);
    bytes.asShortBuffer().put(samples);
    return bytes.array();
  }

  /** The header that TIMIT's files have, in the form of NIST's SPHERE library. */
  private static byte[] sphere(short[] samples, int samplingRateHz) {
    byte[] header =
        ascii(
            """
            NIST_1A
               1024
            channel_count -i 1
            sample_count -i %d
            sample_rate -i %d
            sample_n_bytes -i 2
            sample_byte_format -s2 01
            sample_sig_bits -i 16
            end_head
            """
                .formatted(samples.length, samplingRateHz));
    byte[] bytes = new byte[SPHERE_HEADER_BYTES + samples.length * Short.BYTES];
    Arrays.fill(bytes, 0, SPHERE_HEADER_BYTES, (byte) ' ');
    System.arraycopy(header, 0, bytes, 0, header.length);
    ByteBuffer.wrap(bytes, SPHERE_HEADER_BYTES, samples.length * Short.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .put(samples);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
