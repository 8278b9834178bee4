package org.wavetrain.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** WAV files put together chunk by chunk. */
final class RiffChunks {
  private static final int HEADER_BYTES = 8;

  /** What a length is in a file that has it elsewhere. */
  static final int ELSEWHERE = 0xFFFF_FFFF;

  /** The end of every sub-format that is named by the number of a coding. */
  private static final byte[] WAVE_SUBFORMAT = {
    0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71
  };

  private RiffChunks() {}

  /** A whole file of the given form, such as RIFF. */
  static byte[] file(String form, byte[]... chunks) {
    int length = 4;
    for (byte[] chunk : chunks) {
      length += chunk.length;
    }
    ByteBuffer file =
        bytes(HEADER_BYTES + length)
            .put(form.getBytes(US_ASCII))
            .putInt(form.equals("RIFF") ? length : ELSEWHERE)
            .put("WAVE".getBytes(US_ASCII));
    for (byte[] chunk : chunks) {
      file.put(chunk);
    }
    return file.array();
  }

  /** A chunk, padded to an even number of bytes. */
  static byte[] chunk(String name, byte[] content) {
    return chunk(name, content, content.length);
  }

  static byte[] chunk(String name, byte[] content, int saidLength) {
    return bytes(HEADER_BYTES + content.length + (content.length & 1))
        .put(name.getBytes(US_ASCII))
        .putInt(saidLength)
        .put(content)
        .array();
  }

  static byte[] format(int coding, int channels, int rateHz, int bits) {
    return chunk("fmt ", plainFormat(coding, channels, rateHz, bits).array());
  }

  /** With the coding in a sub-format, as for more than two channels or 16 bits. */
  static byte[] extensibleFormat(
      int coding, int channels, int rateHz, int bits, int validBits, int speakers) {
    byte[] plain = plainFormat(0xFFFE, channels, rateHz, bits).array();
    return chunk(
        "fmt ",
        bytes(plain.length + 24)
            .put(plain)
            .putShort((short) 22)
            .putShort((short) validBits)
            .putInt(speakers)
            .putInt(coding)
            .put(WAVE_SUBFORMAT)
            .array());
  }

  private static ByteBuffer plainFormat(int coding, int channels, int rateHz, int bits) {
    int bytesPerFrame = channels * bits / Byte.SIZE;
    return bytes(16)
        .putShort((short) coding)
        .putShort((short) channels)
        .putInt(rateHz)
        .putInt(rateHz * bytesPerFrame)
        .putShort((short) bytesPerFrame)
        .putShort((short) bits);
  }

  /** The chunk that has the lengths of a file of more than 4 GiB. */
  static byte[] longLengths(long fileBytes, long dataBytes, long frames) {
    return chunk(
        "ds64", bytes(28).putLong(fileBytes).putLong(dataBytes).putLong(frames).putInt(0).array());
  }

  static ByteBuffer bytes(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
