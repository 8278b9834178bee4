package org.wavetrain.wav2vec2.random;

/** Bijections of 64 bits in which every input bit changes about half of the output bits. */
final class Mixing {
  /** 2^64 divided by the golden ratio, made odd: the increment of SplitMix64. */
  static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /** Where keys start. */
  static final long START = 0x6a09e667f3bcc908L;

  private Mixing() {}

  /**
   * The output function of SplitMix64, David Stafford's variant 13 of MurmurHash3's finalizer
   * (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014).
   */
  static long mix(long bits) {
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }

  /** A key that depends on all of {@code key} and {@code value}. */
  static long combine(long key, long value) {
    return mix(mix(key + GOLDEN) ^ value);
  }

  /** A key that depends on {@code key} and on every character of {@code text} and its length. */
  static long combine(long key, String text) {
    long combined = combine(key, text.length());
    for (int index = 0; index < text.length(); index++) {
      combined = combine(combined, text.charAt(index));
    }
    return combined;
  }
}
