package org.wavetrain.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;

/** Random numbers that depend on the seed and on what they are for, and on nothing else. */
final class NamedRandom {
  private NamedRandom() {}

  static Random of(long seed, String purpose) {
    byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
    byte[] key = ByteBuffer.allocate(Long.BYTES + name.length).putLong(seed).put(name).array();
    try {
      return new Random(
          ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key)).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
