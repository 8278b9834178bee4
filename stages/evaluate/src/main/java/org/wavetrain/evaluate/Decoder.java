package org.wavetrain.evaluate;

/** Turns the scores of one utterance into a text. */
@FunctionalInterface
interface Decoder {
  /**
   * @param logits raw scores, row-major [.., rows of the head]
   * @param offset index of the utterance's first score
   * @param frames its frames
   */
  String decode(float[] logits, int offset, int frames);
}
