package org.wavetrain.wav2vec2.masking;

import org.wavetrain.wav2vec2.random.RandomStream;

/**
 * Draws distractors for the contrastive task as {@code _sample_negative_indices} of transformers'
 * modeling_wav2vec2.py: for each masked frame, uniformly and with replacement from the other masked
 * frames of the same utterance.
 *
 * @param negatives distractors a masked frame
 */
public record NegativeSampler(int negatives) {
  public NegativeSampler {
    if (negatives < 1) {
      throw new IllegalArgumentException("negatives must be positive: " + negatives);
    }
  }

  /**
   * @return row-major [masked frames, negatives]: for each masked frame in order of utterance and
   *     frame, the indices of its distractors in [utterance · frames + frame]
   * @throws IllegalArgumentException when an utterance has exactly one masked frame, which has no
   *     distractor
   */
  public int[] sample(SpanMask mask, RandomStream random) {
    int[] indices = new int[Math.multiplyExact(mask.count(), negatives)];
    int next = 0;
    for (int row = 0; row < mask.rows(); row++) {
      int[] positions = mask.positions(row);
      if (positions.length == 1) {
        throw new IllegalArgumentException("utterance %d has one masked frame".formatted(row));
      }
      for (int own = 0; own < positions.length; own++) {
        for (int negative = 0; negative < negatives; negative++) {
          int drawn = random.nextInt(positions.length - 1);
          int other = drawn < own ? drawn : drawn + 1;
          indices[next++] = row * mask.length() + positions[other];
        }
      }
    }
    return indices;
  }
}
