package org.wavetrain.wav2vec2;

/**
 * How unsure a transcriber is of an utterance: -1 / (T·V) · Σ over frames t and tokens v of p(v|t)
 * · ln p(v|t), the measure by which Wright et al., "Training early-exit architectures for automatic
 * speech recognition" (2024, arXiv:2309.09546) and the EE-Wav2Vec2 code choose an exit.
 *
 * <p>It is the mean over frames of the softmax's entropy, divided by the number of tokens: 0 when
 * each frame is certain, ln(V) / V when nothing is known, which is 0.108 for 32 tokens.
 */
public final class FrameEntropy {
  private FrameEntropy() {}

  /**
   * @param logits raw scores, row-major [.., vocabulary]
   * @param offset index of the utterance's first score
   * @param frames its frames, at least one
   * @param vocabulary tokens
   */
  public static double of(float[] logits, int offset, int frames, int vocabulary) {
    double sum = 0;
    for (int frame = 0; frame < frames; frame++) {
      sum += ofFrame(logits, offset + frame * vocabulary, vocabulary);
    }
    return sum / ((double) frames * vocabulary);
  }

  /** With z the scores less the highest: ln Σ e^z - Σ z·e^z / Σ e^z. */
  private static double ofFrame(float[] logits, int start, int vocabulary) {
    float highest = logits[start];
    for (int token = 1; token < vocabulary; token++) {
      highest = Math.max(highest, logits[start + token]);
    }
    double sum = 0;
    double weighted = 0;
    for (int token = 0; token < vocabulary; token++) {
      double score = (double) logits[start + token] - highest;
      double weight = Math.exp(score);
      sum += weight;
      weighted += score * weight;
    }
    return Math.log(sum) - weighted / sum;
  }
}
