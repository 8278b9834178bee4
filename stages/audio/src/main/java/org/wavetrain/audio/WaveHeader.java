package org.wavetrain.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds the header of a RIFF WAVE file against the file: FFmpeg reads what is there and says
 * nothing when that is less than was promised.
 */
final class WaveHeader {
  /** What a program writes that does not know the length beforehand. */
  private static final long UNKNOWN_LENGTH = 0xFFFF_FFFFL;

  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int RIFF_HEADER_BYTES = 12;
  private static final int MOST_CHUNKS = 1000;

  private WaveHeader() {}

  /** Does nothing for files that are not RIFF WAVE. */
  static void check(Path file) throws IOException, AudioRejected {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer riff = read(channel, 0, RIFF_HEADER_BYTES);
      if (riff.remaining() < RIFF_HEADER_BYTES
          || !fourLetters(riff, 0).equals("RIFF")
          || !fourLetters(riff, 8).equals("WAVE")) {
        return;
      }
      checkChunks(channel);
    }
  }

  private static void checkChunks(FileChannel channel) throws IOException, AudioRejected {
    long size = channel.size();
    long position = RIFF_HEADER_BYTES;
    int bytesPerFrame = 0;
    for (int i = 0; i < MOST_CHUNKS && position + CHUNK_HEADER_BYTES <= size; i++) {
      ByteBuffer chunk = read(channel, position, CHUNK_HEADER_BYTES);
      String name = fourLetters(chunk, 0);
      long length = Integer.toUnsignedLong(chunk.getInt(4));
      long content = position + CHUNK_HEADER_BYTES;
      if (name.equals("fmt ")) {
        bytesPerFrame = bytesPerFrame(read(channel, content, 16));
      }
      if (name.equals("data")) {
        checkData(length, size - content, bytesPerFrame);
        return;
      }
      position = content + length + (length & 1);
    }
    throw new AudioRejected(
        AudioProblem.AUDIO_HEADER_WRONG, "The WAV file has no data chunk within its size.");
  }

  private static int bytesPerFrame(ByteBuffer format) throws AudioRejected {
    if (format.remaining() < 16) {
      throw new AudioRejected(AudioProblem.AUDIO_TRUNCATED, "The WAV file ends in its header.");
    }
    int channels = Short.toUnsignedInt(format.getShort(2));
    int bytesPerFrame = Short.toUnsignedInt(format.getShort(12));
    int bits = Short.toUnsignedInt(format.getShort(14));
    boolean pcm = format.getShort(0) == 1;
    if (channels == 0 || (pcm && bytesPerFrame != channels * ((bits + 7) / 8))) {
      throw new AudioRejected(
          AudioProblem.AUDIO_HEADER_WRONG,
          "The WAV header gives %d channels of %d bits in %d bytes."
              .formatted(channels, bits, bytesPerFrame));
    }
    return bytesPerFrame;
  }

  private static void checkData(long promised, long present, int bytesPerFrame)
      throws AudioRejected {
    if (bytesPerFrame == 0) {
      throw new AudioRejected(
          AudioProblem.AUDIO_HEADER_WRONG, "The WAV file has data before its format.");
    }
    if (promised != UNKNOWN_LENGTH && promised > present) {
      throw new AudioRejected(
          AudioProblem.AUDIO_TRUNCATED,
          "The WAV header promises %d bytes of sound, %d are there.".formatted(promised, present));
    }
  }

  private static ByteBuffer read(FileChannel channel, long position, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {
      // A channel may give less than was asked for.
    }
    return buffer.flip();
  }

  private static String fourLetters(ByteBuffer buffer, int offset) {
    return new String(buffer.array(), offset, 4, StandardCharsets.ISO_8859_1);
  }
}
