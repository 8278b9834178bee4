package org.wavetrain.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.wavetrain.audio.AudioFingerprint;

/**
 * Finds recordings that sound the same among many, without comparing each with each. Bits of two
 * moments of a recording make a key; recordings that have a key in common are compared in full. Of
 * those that share a key with many, each is compared with some that follow it in the order of
 * listing, so that the time grows with the number of recordings, not with its square.
 */
final class SimilarPairs {
  /** Share of bits; unrelated speech has about half, the same in another codec a twentieth. */
  static final double LARGEST_DIFFERENCE = 0.13;

  /** Fewer heard frames than these, 0.4 seconds, tell too little. */
  private static final int FEWEST_FRAMES = 12;

  private static final double SMALLEST_OVERLAP = 0.8;

  /** How many keys of a recording are looked up; those whose hash is the smallest. */
  private static final int KEYS = 64;

  private static final int MOMENTS_APART = 6;

  /** With how many of those that have a key in common a recording is compared. */
  private static final int REACH = 16;

  private static final long MIXER = 0x9E3779B1L;
  private static final long LARGEST_KEY = (1L << 2 * AudioFingerprint.BITS) - 1;
  private static final int FRAME_BITS = 10;

  /**
   * Of more than these the rest is not compared. They take 0.5 kB each for their keys, 150 MB, and
   * 63 bytes for each second of sound, 230 MB for 1000 hours.
   */
  static final int MOST_RECORDINGS = 300_000;

  private static final int RECORDING_BITS = 24;

  private final int most;
  private final List<AudioFingerprint> fingerprints = new ArrayList<>();
  private final LongList entries = new LongList();
  private int beyond;

  /**
   * Two recordings, by the order in which they were added.
   *
   * @param difference share of different bits
   */
  record Pair(int one, int other, double difference) {}

  SimilarPairs() {
    this(MOST_RECORDINGS);
  }

  /**
   * @param most how many are compared
   */
  SimilarPairs(int most) {
    this.most = most;
  }

  /** How many were added that are not compared since they are too many. */
  int beyond() {
    return beyond;
  }

  /** Adds a recording; returns whether it is compared with others. */
  boolean add(AudioFingerprint fingerprint) {
    int recording = fingerprints.size();
    if (recording >= most) {
      beyond++;
      return false;
    }
    fingerprints.add(fingerprint);
    if (fingerprint.heard() < FEWEST_FRAMES) {
      return false;
    }
    short[] bits = fingerprint.bits();
    long[] keys = new long[Math.max(0, bits.length - MOMENTS_APART)];
    int found = 0;
    for (int frame = 0; frame < keys.length; frame++) {
      int later = bits[frame + MOMENTS_APART];
      if (bits[frame] != AudioFingerprint.SILENT && later != AudioFingerprint.SILENT) {
        // Mixed, so that the smallest are a fair choice; odd, so that it can be undone.
        long key = (bits[frame] << AudioFingerprint.BITS | later) * MIXER & LARGEST_KEY;
        keys[found++] = key << FRAME_BITS | frame;
      }
    }
    Arrays.sort(keys, 0, found);
    for (int index = 0; index < Math.min(KEYS, found); index++) {
      long key = keys[index] >>> FRAME_BITS;
      long frame = keys[index] & (1 << FRAME_BITS) - 1;
      entries.add(key << (RECORDING_BITS + FRAME_BITS) | (long) recording << FRAME_BITS | frame);
    }
    return true;
  }

  /** Those that are alike, each pair once, in the order of adding. */
  List<Pair> find() {
    entries.sort();
    TreeMap<Long, Pair> pairs = new TreeMap<>();
    int start = 0;
    while (start < entries.size()) {
      int end = start + 1;
      while (end < entries.size() && key(end) == key(start)) {
        end++;
      }
      for (int one = start; one < end; one++) {
        for (int other = one + 1; other < Math.min(end, one + 1 + REACH); other++) {
          compare(one, other, pairs);
        }
      }
      start = end;
    }
    return List.copyOf(pairs.values());
  }

  private void compare(int oneEntry, int otherEntry, TreeMap<Long, Pair> pairs) {
    int one = recording(oneEntry);
    int other = recording(otherEntry);
    if (one == other) {
      return;
    }
    double difference =
        difference(
            fingerprints.get(one), fingerprints.get(other), frame(otherEntry) - frame(oneEntry));
    if (difference <= LARGEST_DIFFERENCE) {
      pairs.merge(
          (long) one << RECORDING_BITS | other,
          new Pair(one, other, difference),
          (known, found) -> known.difference() <= found.difference() ? known : found);
    }
  }

  private static double difference(AudioFingerprint one, AudioFingerprint other, int delay) {
    int fewest =
        (int) Math.max(FEWEST_FRAMES, SMALLEST_OVERLAP * Math.min(one.heard(), other.heard()));
    return one.difference(other, delay, fewest);
  }

  private long key(int entry) {
    return entries.get(entry) >>> (RECORDING_BITS + FRAME_BITS);
  }

  private int recording(int entry) {
    return (int) (entries.get(entry) >>> FRAME_BITS & (1 << RECORDING_BITS) - 1);
  }

  private int frame(int entry) {
    return (int) (entries.get(entry) & (1 << FRAME_BITS) - 1);
  }
}
