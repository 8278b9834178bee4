package org.wavetrain.corpus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The one WAV form that shards hold: a 44-byte RIFF header, 16 kHz, one channel, 16-bit PCM.
 * Anything else is decoded before it gets into a corpus.
 */
final class WaveFile {
  static final int HEADER_BYTES = 44;

  private WaveFile() {}

  static byte[] encode(short[] samples) {
    int dataBytes = samples.length * Short.BYTES;
    ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + dataBytes);
    buffer.put(header(dataBytes));
    buffer.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples);
    return buffer.array();
  }

  /**
   * @throws IllegalArgumentException when the bytes are not exactly what {@link #encode} writes
   */
  static short[] decode(byte[] bytes) {
    short[] samples = new short[length(bytes, bytes.length)];
    ByteBuffer.wrap(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(samples);
    return samples;
  }

  /**
   * How many samples a file has.
   *
   * @param beginning its header at least
   * @param size its bytes in all
   * @throws IllegalArgumentException when the header is not exactly what {@link #encode} writes for
   *     this size
   */
  static int length(byte[] beginning, long size) {
    int dataBytes = Math.toIntExact(size - HEADER_BYTES);
    if (dataBytes < 0 || dataBytes % Short.BYTES != 0 || beginning.length < HEADER_BYTES) {
      throw new IllegalArgumentException("a WAV file of " + size + " bytes");
    }
    byte[] expected = header(dataBytes);
    for (int i = 0; i < HEADER_BYTES; i++) {
      if (beginning[i] != expected[i]) {
        throw new IllegalArgumentException("not a 16 kHz mono PCM16 WAV header at byte " + i);
      }
    }
    return dataBytes / Short.BYTES;
  }

  private static byte[] header(int dataBytes) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(HEADER_BYTES - 8 + dataBytes)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(Utterance.SAMPLE_RATE_HZ)
        .putInt(Utterance.SAMPLE_RATE_HZ * Short.BYTES)
        .putShort((short) Short.BYTES)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(dataBytes)
        .array();
  }
}
