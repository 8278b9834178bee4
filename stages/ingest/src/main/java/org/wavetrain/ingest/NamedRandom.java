package org.wavetrain.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.wavetrain.artifacts.Sha256;

/** Random numbers that depend on the seed and on what they are for, and on nothing else. */
final class NamedRandom {
  /** Of a {@code long}. */
  private static final int HEX_DIGITS = 16;

  private NamedRandom() {}

  static Random of(long seed, String purpose) {
    byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
    byte[] key = ByteBuffer.allocate(Long.BYTES + name.length).putLong(seed).put(name).array();
    return new Random(Long.parseUnsignedLong(Sha256.of(key).hex().substring(0, HEX_DIGITS), 16));
  }
}
