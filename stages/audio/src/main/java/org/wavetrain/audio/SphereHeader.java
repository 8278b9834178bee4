package org.wavetrain.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Holds the header of a NIST SPHERE file against the file: FFmpeg reads what is there, and Shorten,
 * which some releases of the LDC are compressed with, is not safe to decode with it.
 *
 * <p>The header is {@code NIST_1A}, its own length, and lines {@code name -type value}.
 */
final class SphereHeader {
  private static final String MAGIC = "NIST_1A\n";
  private static final int LENGTH_BYTES = 8;
  private static final int LONGEST_BYTES = 1 << 16;
  private static final int MOST_CHANNELS = 64;
  private static final int MOST_SAMPLE_BYTES = 8;

  private SphereHeader() {}

  /** Does nothing for files that are not NIST SPHERE. */
  static void check(FileChannel channel) throws IOException, AudioRejected {
    String start = read(channel, MAGIC.length() + LENGTH_BYTES);
    if (!start.startsWith(MAGIC)) {
      return;
    }
    int length = number(start.substring(MAGIC.length()).strip());
    if (length <= MAGIC.length() + LENGTH_BYTES || length > LONGEST_BYTES) {
      throw wrong("gives itself a length of " + length + " bytes");
    }
    Map<String, String> fields = fields(read(channel, length));
    String coding = fields.getOrDefault("sample_coding", "pcm").toLowerCase(Locale.ROOT);
    if (coding.contains("shorten") || coding.contains("wavpack") || coding.contains("shortpack")) {
      throw new AudioRejected(
          AudioProblem.AUDIO_COMPRESSION_UNSUPPORTED,
          "Its SPHERE coding is %s; convert it with `sph2pipe -f wav IN OUT` or `w_decode -o pcm IN OUT`."
              .formatted(coding));
    }
    int channels = number(fields.getOrDefault("channel_count", "1"));
    int sampleBytes = number(fields.getOrDefault("sample_n_bytes", "2"));
    if (channels > MOST_CHANNELS || sampleBytes > MOST_SAMPLE_BYTES) {
      throw wrong("gives %d channels of %d bytes a sample".formatted(channels, sampleBytes));
    }
    long promised = (long) number(fields.get("sample_count")) * channels * sampleBytes;
    if (promised > channel.size() - length) {
      throw new AudioRejected(
          AudioProblem.AUDIO_TRUNCATED,
          "The SPHERE header promises %d bytes of sound, %d are there."
              .formatted(promised, channel.size() - length));
    }
  }

  private static Map<String, String> fields(String header) {
    Map<String, String> fields = new HashMap<>();
    for (String line : header.lines().toList()) {
      String[] words = line.strip().split("\\s+", 3);
      if (words[0].equals("end_head")) {
        return fields;
      }
      if (words.length == 3) {
        fields.put(words[0], words[2]);
      }
    }
    return fields;
  }

  private static int number(String text) throws AudioRejected {
    try {
      int number = Integer.parseInt(text == null ? "" : text);
      if (number < 0) {
        throw wrong("has a number below 0: " + text);
      }
      return number;
    } catch (NumberFormatException e) {
      throw wrong("lacks a number or has one that is none: " + text);
    }
  }

  private static AudioRejected wrong(String what) {
    return new AudioRejected(AudioProblem.AUDIO_HEADER_WRONG, "The SPHERE header " + what + ".");
  }

  private static String read(FileChannel channel, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) > 0) {
      // A channel may give less than was asked for.
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
  }
}
