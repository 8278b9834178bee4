package org.wavetrain.ingest;

import java.util.Arrays;

/** Many numbers in little memory, to be sorted. */
final class LongList {
  private long[] values = new long[1024];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  long get(int index) {
    return values[index];
  }

  void sort() {
    // Not in parallel, which takes the same memory again.
    Arrays.sort(values, 0, size);
  }
}
