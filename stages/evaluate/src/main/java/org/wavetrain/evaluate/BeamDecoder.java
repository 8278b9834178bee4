package org.wavetrain.evaluate;

import org.wavetrain.decoding.Hypothesis;
import org.wavetrain.decoding.PrefixBeamSearch;

/** Decodes by beam search. */
final class BeamDecoder implements Decoder {
  private final PrefixBeamSearch search;
  private final int vocabulary;

  /**
   * @param vocabulary number of tokens
   */
  BeamDecoder(PrefixBeamSearch search, int vocabulary) {
    this.search = search;
    this.vocabulary = vocabulary;
  }

  @Override
  public String decode(float[] logits, int offset, int frames) {
    for (int frame = 0; frame < frames; frame++) {
      normalise(logits, offset + frame * vocabulary);
    }
    return search.decode(logits, offset, frames, 1).stream()
        .findFirst()
        .map(Hypothesis::text)
        .orElse("");
  }

  /** Log softmax, in place. */
  private void normalise(float[] scores, int start) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int token = start; token < start + vocabulary; token++) {
      largest = Math.max(largest, scores[token]);
    }
    double sum = 0;
    for (int token = start; token < start + vocabulary; token++) {
      sum += Math.exp(scores[token] - largest);
    }
    double logarithm = largest + Math.log(sum);
    for (int token = start; token < start + vocabulary; token++) {
      scores[token] = (float) (scores[token] - logarithm);
    }
  }
}
