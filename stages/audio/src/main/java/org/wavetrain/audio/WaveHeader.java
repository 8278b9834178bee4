package org.wavetrain.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Holds the header of a RIFF WAVE file against the file: FFmpeg reads what is there and says
 * nothing when that is less than was promised. Files of more than 4 GiB have their lengths in a
 * chunk of their own (RF64, EBU Tech 3306; BW64, ITU-R BS.2088).
 */
final class WaveHeader {
  /**
   * What programs write that do not know the length beforehand, since they write to a pipe: FFmpeg
   * the first, SoX and eSpeak NG the second, ALSA's arecord one of the others. As true lengths they
   * are nearly the most that the format can hold, or that programs with signed numbers take.
   */
  private static final Set<Long> UNKNOWN_LENGTHS =
      Set.of(0xFFFF_FFFFL, 0x7FFF_F000L, 0x7FFF_FFFFL, 0x8000_0000L);

  private static final Set<String> FORMS = Set.of("RIFF", "RF64", "BW64");

  /** In place of a length that is in the chunk for long ones. */
  private static final long ELSEWHERE = 0xFFFF_FFFFL;

  private static final String LONG_LENGTHS = "ds64";
  private static final int LONG_DATA_OFFSET = 8;

  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int RIFF_HEADER_BYTES = 12;
  private static final int MOST_CHUNKS = 1000;

  /**
   * Codings in which a frame is one sample of each channel: integers and floating-point numbers.
   */
  private static final Set<Integer> LINEAR = Set.of(1, 3);

  /** The coding is then the first two bytes of the sub-format. */
  private static final int EXTENSIBLE = 0xFFFE;

  private static final int SUBFORMAT_OFFSET = 24;

  private WaveHeader() {}

  /** Does nothing for files that are not RIFF WAVE. */
  static void check(FileChannel channel) throws IOException, AudioRejected {
    ByteBuffer riff = read(channel, 0, RIFF_HEADER_BYTES);
    if (riff.remaining() == RIFF_HEADER_BYTES
        && FORMS.contains(fourLetters(riff, 0))
        && fourLetters(riff, 8).equals("WAVE")) {
      checkChunks(channel);
    }
  }

  private static void checkChunks(FileChannel channel) throws IOException, AudioRejected {
    long size = channel.size();
    long position = RIFF_HEADER_BYTES;
    Format format = null;
    long longData = ELSEWHERE;
    for (int i = 0; i < MOST_CHUNKS && position + CHUNK_HEADER_BYTES <= size; i++) {
      ByteBuffer chunk = read(channel, position, CHUNK_HEADER_BYTES);
      String name = fourLetters(chunk, 0);
      long length = Integer.toUnsignedLong(chunk.getInt(4));
      long content = position + CHUNK_HEADER_BYTES;
      if (name.equals("fmt ")) {
        format = format(read(channel, content, (int) Math.min(length, SUBFORMAT_OFFSET + 2)));
      }
      if (name.equals(LONG_LENGTHS)) {
        longData = longData(read(channel, content, LONG_DATA_OFFSET + Long.BYTES));
      }
      if (name.equals("data")) {
        long data = length == ELSEWHERE ? longData : length;
        checkData(data, size - content, format);
        if (!UNKNOWN_LENGTHS.contains(data)) {
          checkRest(channel, content + data + (data & 1), data);
        }
        return;
      }
      position = content + length + (length & 1);
    }
    throw new AudioRejected(
        AudioProblem.AUDIO_HEADER_WRONG, "The WAV file has no data chunk within its size.");
  }

  /** More than the largest number with a sign is as good as that. */
  private static long longData(ByteBuffer lengths) throws AudioRejected {
    if (lengths.remaining() < LONG_DATA_OFFSET + Long.BYTES) {
      throw new AudioRejected(AudioProblem.AUDIO_TRUNCATED, "The WAV file ends in its header.");
    }
    long data = lengths.getLong(LONG_DATA_OFFSET);
    return data < 0 ? Long.MAX_VALUE : data;
  }

  private static Format format(ByteBuffer format) throws AudioRejected {
    if (format.remaining() < 16) {
      throw new AudioRejected(AudioProblem.AUDIO_TRUNCATED, "The WAV file ends in its header.");
    }
    int channels = Short.toUnsignedInt(format.getShort(2));
    int bytesPerFrame = Short.toUnsignedInt(format.getShort(12));
    int bits = Short.toUnsignedInt(format.getShort(14));
    int coding = Short.toUnsignedInt(format.getShort(0));
    if (coding == EXTENSIBLE && format.remaining() >= SUBFORMAT_OFFSET + 2) {
      coding = Short.toUnsignedInt(format.getShort(SUBFORMAT_OFFSET));
    }
    boolean linear = LINEAR.contains(coding);
    if (channels == 0
        || bytesPerFrame == 0
        || (linear && bytesPerFrame != channels * ((bits + 7) / 8))) {
      throw new AudioRejected(
          AudioProblem.AUDIO_HEADER_WRONG,
          "The WAV header gives %d channels of %d bits in %d bytes."
              .formatted(channels, bits, bytesPerFrame));
    }
    long rateHz = Integer.toUnsignedLong(format.getInt(4));
    long bytesPerSecond = Integer.toUnsignedLong(format.getInt(8));
    if (linear && bytesPerSecond != rateHz * bytesPerFrame) {
      throw new AudioRejected(
          AudioProblem.AUDIO_HEADER_WRONG,
          "The WAV header gives %d bytes a second for %d frames of %d bytes."
              .formatted(bytesPerSecond, rateHz, bytesPerFrame));
    }
    return new Format(bytesPerFrame, linear);
  }

  private static void checkData(long promised, long present, Format format) throws AudioRejected {
    if (format == null) {
      throw new AudioRejected(
          AudioProblem.AUDIO_HEADER_WRONG, "The WAV file has data before its format.");
    }
    boolean known = !UNKNOWN_LENGTHS.contains(promised);
    if (known && promised > present) {
      throw new AudioRejected(
          AudioProblem.AUDIO_TRUNCATED,
          "The WAV header promises %d bytes of sound, %d are there.".formatted(promised, present));
    }
    if (known && format.linear() && promised % format.bytesPerFrame() != 0) {
      throw new AudioRejected(
          AudioProblem.AUDIO_HEADER_WRONG,
          "The WAV header promises %d bytes of sound, which is no number of frames of %d bytes."
              .formatted(promised, format.bytesPerFrame()));
    }
  }

  /** Behind the sound there may be chunks, but no more sound; a few bytes of padding are usual. */
  private static void checkRest(FileChannel channel, long start, long promised)
      throws IOException, AudioRejected {
    if (start + CHUNK_HEADER_BYTES > channel.size()) {
      return;
    }
    byte[] name = Arrays.copyOf(read(channel, start, CHUNK_HEADER_BYTES).array(), 4);
    for (byte letter : name) {
      if (letter < ' ' || letter > '~') {
        throw new AudioRejected(
            AudioProblem.AUDIO_HEADER_WRONG,
            "The WAV header promises %d bytes of sound, but %d more follow that are no chunk."
                .formatted(promised, channel.size() - start));
      }
    }
  }

  /** What the format chunk says: only of linear codings is the length of a frame exact. */
  private record Format(int bytesPerFrame, boolean linear) {}

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
