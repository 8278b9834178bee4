package org.wavetrain.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spoils files at random, as damage and ill will do: bits change, stretches are lost or come twice,
 * numbers are the largest that there are. The same number spoils the same file in the same way.
 */
public final class Spoiler {
  private static final int MOST_CHANGES = 4;

  /** Where most formats have their lengths. */
  private static final int HEADER_BYTES = 96;

  private static final long[] EXTREMES = {
    0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x8000, 0x7fff
  };

  /** A text, a number, or where a list or an object begins; with a colon it is a name. */
  private static final Pattern VALUE =
      Pattern.compile("\"[^\"\\n]*\"(\\s*:)?|-?\\d+(?:\\.\\d+)?|[\\[{]");

  private static final List<String> OTHER_VALUES =
      List.of(
          "null",
          "-1",
          "0",
          "2147483648",
          "9223372036854775808",
          "1e999",
          "NaN",
          "[]",
          "{}",
          "[null]",
          "{\"x\":null}",
          "{\"x\":[null]}",
          "\"\"",
          "\"../../x\"",
          "\"\\u0000\"",
          "[".repeat(20_000));

  private final Random random;

  /**
   * @param number tells one way of spoiling from all others
   */
  public Spoiler(long number) {
    // Random itself begins alike for numbers that are near each other.
    this.random = new Random(new SplittableRandom(number).nextLong());
  }

  /** Changes a copy of what a file holds in one to four places. */
  public byte[] spoil(byte[] content) {
    byte[] spoiled = content.clone();
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      spoiled = spoiled.length == 0 ? spoiled : change(spoiled);
    }
    return spoiled;
  }

  /**
   * As {@link #spoil}, of text with numbers, quoted words, lists and objects: they become others.
   */
  public byte[] spoilText(String text) {
    String spoiled = text;
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      spoiled = otherValue(spoiled);
    }
    return random.nextInt(4) == 0 ? spoil(spoiled.getBytes(UTF_8)) : spoiled.getBytes(UTF_8);
  }

  private byte[] change(byte[] content) {
    return switch (random.nextInt(6)) {
      case 0 -> otherBit(content);
      case 1, 2 -> extremeNumber(content);
      case 3 -> Arrays.copyOf(content, random.nextInt(content.length));
      case 4 -> spliced(content, place(content), 0);
      default -> spliced(content, place(content), random.nextInt(content.length));
    };
  }

  private int place(byte[] content) {
    return random.nextInt(
        random.nextBoolean() ? Math.min(HEADER_BYTES, content.length) : content.length);
  }

  private byte[] otherBit(byte[] content) {
    content[place(content)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return content;
  }

  private byte[] extremeNumber(byte[] content) {
    int bytes = 1 << random.nextInt(4);
    ByteBuffer number =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(0, EXTREMES[random.nextInt(EXTREMES.length)]);
    int from = place(content);
    boolean reversed = random.nextBoolean();
    for (int index = 0; index < bytes && from + index < content.length; index++) {
      content[from + index] = number.get(reversed ? bytes - 1 - index : index);
    }
    return content;
  }

  /** With a stretch from elsewhere at a place, or without the stretch that was there. */
  private byte[] spliced(byte[] content, int at, int from) {
    int length = random.nextInt(Math.min(4096, content.length - Math.max(at, from)) + 1);
    boolean insert = from > 0;
    ByteBuffer spliced = ByteBuffer.allocate(content.length + (insert ? length : -length));
    spliced.put(content, 0, at);
    if (insert) {
      spliced.put(content, from, length);
    }
    int rest = insert ? at : at + length;
    return spliced.put(content, rest, content.length - rest).array();
  }

  private String otherValue(String text) {
    Matcher values = VALUE.matcher(text);
    List<MatchResult> found = values.results().filter(value -> value.group(1) == null).toList();
    if (found.isEmpty()) {
      return text;
    }
    MatchResult value = found.get(random.nextInt(found.size()));
    return text.substring(0, value.start())
        + OTHER_VALUES.get(random.nextInt(OTHER_VALUES.size()))
        + text.substring(end(text, value));
  }

  /** Where a value ends; of a list or an object, behind what closes it. */
  private static int end(String text, MatchResult value) {
    int open = 0;
    for (int index = value.start(); index < text.length(); index++) {
      open += "[{".indexOf(text.charAt(index)) >= 0 ? 1 : 0;
      open -= "]}".indexOf(text.charAt(index)) >= 0 ? 1 : 0;
      if (open == 0) {
        return Math.max(index + 1, value.end());
      }
    }
    return value.end();
  }
}
