package org.wavetrain.wav2vec2.loss;

/** Connectionist temporal classification. */
public final class CtcLoss {
  private final int blank;
  private final boolean zeroInfinity;

  /**
   * @param blank identifier of the blank
   * @param zeroInfinity whether an utterance that cannot be aligned counts as loss 0 with gradient
   *     0, rather than as infinite
   */
  public CtcLoss(int blank, boolean zeroInfinity) {
    this.blank = blank;
    this.zeroInfinity = zeroInfinity;
  }

  /**
   * Losses and gradients of a batch.
   *
   * @param logits raw scores, row-major [batch, frames, vocabulary]; the log-softmax is taken here
   * @param frames frames of the longest utterance: the middle dimension
   * @param vocabulary the last dimension
   * @param frameLengths frames of each utterance
   * @param labels labels of each utterance, without blanks
   * @param losses receives the loss of each utterance
   * @param gradient receives the gradient of the sum of the losses with respect to the logits, 0
   *     beyond each utterance's frames; null when it is not wanted
   */
  public void compute(
      float[] logits,
      int frames,
      int vocabulary,
      int[] frameLengths,
      int[][] labels,
      double[] losses,
      float[] gradient) {
    throw new UnsupportedOperationException();
  }

  /** As above, in double precision. */
  public void compute(
      double[] logits,
      int frames,
      int vocabulary,
      int[] frameLengths,
      int[][] labels,
      double[] losses,
      double[] gradient) {
    throw new UnsupportedOperationException();
  }
}
