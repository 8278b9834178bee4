package org.wavetrain.wav2vec2.masking;

import java.util.Arrays;
import org.wavetrain.wav2vec2.random.RandomStream;

/**
 * Draws masks made of spans of one length, whose starts are uniform without replacement, so that
 * spans may overlap.
 *
 * @param probability expected share of positions in spans, overlaps counted twice
 * @param spanLength positions a span
 * @param minimumSpans fewest spans a row
 */
public record SpanSampler(double probability, int spanLength, int minimumSpans) {
  public SpanSampler {
    check(probability, spanLength, minimumSpans);
  }

  static void check(double probability, int spanLength, int minimumSpans) {
    if (!(probability >= 0 && probability <= 1) || spanLength < 1 || minimumSpans < 0) {
      throw new IllegalArgumentException(
          "no spans of length %d with probability %s, at least %d"
              .formatted(spanLength, probability, minimumSpans));
    }
  }

  /**
   * As {@code _compute_mask_indices} of transformers' modeling_wav2vec2.py: one random rounding for
   * the whole batch, so that rows of equal length have equally many spans. A row too short for a
   * span is left unmasked.
   *
   * @param lengths valid positions of each row; spans stay within them
   * @param length positions a row
   */
  public SpanMask sample(int[] lengths, int length, RandomStream random) {
    boolean[] masked = new boolean[lengths.length * length];
    double rounding = random.nextDouble();
    for (int row = 0; row < lengths.length; row++) {
      int starts = Math.max(lengths[row] - (spanLength - 1), 0);
      int spans = Math.min(spans(lengths[row], length, rounding), starts);
      mask(masked, row * length, starts, spans, spanLength, random);
    }
    return new SpanMask(masked, lengths.length, length);
  }

  /** As {@link #sample(int[], int, RandomStream)} for rows without padding. */
  public SpanMask sample(int rows, int length, RandomStream random) {
    int[] lengths = new int[rows];
    Arrays.fill(lengths, length);
    return sample(lengths, length, random);
  }

  /** Spans that a row of {@code valid} positions gets; never more than fit side by side. */
  private int spans(int valid, int length, double rounding) {
    int spans = Math.max((int) (probability * valid / spanLength + rounding), minimumSpans);
    return Math.min(spans, length / spanLength);
  }

  /**
   * Masks spans that start at different ones of the first {@code starts} positions after {@code
   * offset}.
   */
  static void mask(
      boolean[] masked, int offset, int starts, int spans, int spanLength, RandomStream random) {
    int[] candidates = new int[starts];
    Arrays.setAll(candidates, index -> index);
    random.shuffle(candidates, spans);
    for (int index = 0; index < spans; index++) {
      int start = offset + candidates[index];
      Arrays.fill(masked, start, start + spanLength, true);
    }
  }
}
