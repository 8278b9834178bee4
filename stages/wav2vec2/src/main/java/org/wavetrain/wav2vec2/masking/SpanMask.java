package org.wavetrain.wav2vec2.masking;

/**
 * Which positions of a batch are masked.
 *
 * @param masked row-major [rows, length]
 * @param rows utterances
 * @param length positions a row: frames, or channels
 */
public record SpanMask(boolean[] masked, int rows, int length) {
  /** Masked positions in all rows. */
  public int count() {
    int count = 0;
    for (boolean position : masked) {
      count += position ? 1 : 0;
    }
    return count;
  }

  /** Masked positions in one row. */
  public int count(int row) {
    int count = 0;
    for (int index = row * length; index < (row + 1) * length; index++) {
      count += masked[index] ? 1 : 0;
    }
    return count;
  }

  /** The masked positions of one row in ascending order, counted from the row's first. */
  public int[] positions(int row) {
    int[] positions = new int[count(row)];
    int found = 0;
    for (int position = 0; position < length; position++) {
      if (masked[row * length + position]) {
        positions[found++] = position;
      }
    }
    return positions;
  }
}
