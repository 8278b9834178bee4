package org.wavetrain.wav2vec2.masking;

import org.wavetrain.wav2vec2.random.RandomStream;

/**
 * Draws masks made of spans with equally many masked positions in every row, as {@code
 * compute_mask_indices} of fairseq's data_utils.py with {@code require_same_masks}: the number of
 * spans is rounded at random for each row, the starts are uniform without replacement, and then
 * single positions are unmasked at random down to the row with the fewest. The last position of a
 * row is never masked, as there; so no row is masked as a whole, which fairseq counts as an error.
 *
 * @param probability expected share of positions in spans, overlaps counted twice
 * @param spanLength positions a span
 * @param minimumSpans fewest spans a row
 */
public record EqualSpanSampler(double probability, int spanLength, int minimumSpans) {
  public EqualSpanSampler {
    SpanSampler.check(probability, spanLength, minimumSpans);
  }

  /**
   * Draws a mask. A row too short for a span leaves all rows without any.
   *
   * @param lengths valid positions of each row; spans stay within them
   * @param length positions a row
   */
  public SpanMask sample(int[] lengths, int length, RandomStream random) {
    SpanMask mask = new SpanMask(new boolean[lengths.length * length], lengths.length, length);
    int fewest = length;
    for (int row = 0; row < lengths.length; row++) {
      double expected = probability * lengths[row] / spanLength;
      int spans = Math.max((int) (expected + random.nextDouble()), minimumSpans);
      int starts = Math.max(lengths[row] - spanLength, 0);
      SpanSampler.mask(
          mask.masked(), row * length, starts, Math.min(spans, starts), spanLength, random);
      fewest = Math.min(fewest, mask.count(row));
    }
    for (int row = 0; row < lengths.length; row++) {
      unmask(mask, row, mask.count(row) - fewest, random);
    }
    return mask;
  }

  private static void unmask(SpanMask mask, int row, int count, RandomStream random) {
    int[] positions = mask.positions(row);
    random.shuffle(positions, count);
    for (int index = 0; index < count; index++) {
      mask.masked()[row * mask.length() + positions[index]] = false;
    }
  }
}
