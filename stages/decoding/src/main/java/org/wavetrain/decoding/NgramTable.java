package org.wavetrain.decoding;

/**
 * The n-grams of one order, by a 64-bit hash of their words; two n-grams of one hash are as
 * unlikely as in KenLM's probing model, which does the same (Heafield, 2011).
 */
final class NgramTable {
  static final int ABSENT = -1;

  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final double MOST_FULL = 0.6;

  private long[] keys;
  private float[] probabilities;
  private float[] backoffs;
  private int size;

  NgramTable(int expected) {
    allocate(Integer.highestOneBit(Math.max(8, (int) (expected / MOST_FULL))) << 1);
  }

  /** Hash of {@code words[from]} up to {@code words[to - 1]}; never 0. */
  static long hash(int[] words, int from, int to) {
    long hash = to - from;
    for (int index = from; index < to; index++) {
      hash = (hash ^ (words[index] + 1)) * MIX;
      hash ^= hash >>> 29;
    }
    return hash == 0 ? 1 : hash;
  }

  /**
   * @param probability log10
   * @param backoff log10
   */
  void put(long key, float probability, float backoff) {
    if (size >= keys.length * MOST_FULL) {
      grow();
    }
    int slot = slot(key);
    if (keys[slot] == 0) {
      size++;
    }
    keys[slot] = key;
    probabilities[slot] = probability;
    backoffs[slot] = backoff;
  }

  /** The place of an n-gram, or {@link #ABSENT}. */
  int find(long key) {
    int slot = slot(key);
    return keys[slot] == 0 ? ABSENT : slot;
  }

  float probability(int slot) {
    return probabilities[slot];
  }

  float backoff(int slot) {
    return backoffs[slot];
  }

  int size() {
    return size;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key ^ key >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    float[] oldProbabilities = probabilities;
    float[] oldBackoffs = backoffs;
    allocate(Math.multiplyExact(oldKeys.length, 2));
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldKeys[slot] != 0) {
        put(oldKeys[slot], oldProbabilities[slot], oldBackoffs[slot]);
      }
    }
  }

  private void allocate(int capacity) {
    keys = new long[capacity];
    probabilities = new float[capacity];
    backoffs = new float[capacity];
    size = 0;
  }
}
