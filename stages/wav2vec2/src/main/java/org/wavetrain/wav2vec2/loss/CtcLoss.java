package org.wavetrain.wav2vec2.loss;

import java.util.Arrays;

/**
 * Connectionist temporal classification (Graves et al., 2006) on raw scores: the negative logarithm
 * of the probability of all alignments of an utterance's labels with its frames, and its gradient.
 * Computed in double precision; agrees with {@code torch.nn.functional.ctc_loss(log_softmax(…),
 * reduction="none")}.
 *
 * <p>Results depend on the arguments alone. Scratch memory is kept, so that calls allocate nothing
 * once the largest utterance has been seen; an instance therefore serves one thread at a time.
 */
public final class CtcLoss {
  private final int blank;
  private final boolean zeroInfinity;
  private final CtcStates states = new CtcStates();
  private final CtcFrames scratch = new CtcFrames();
  private final ScaledLattice scaledLattice = new ScaledLattice();
  private final LogLattice logLattice = new LogLattice();

  /**
   * @param blank identifier of the blank
   * @param zeroInfinity whether an utterance that has too few frames for its labels counts as loss
   *     0 with gradient 0; otherwise its loss is infinite and its gradient NaN, as in PyTorch
   */
  public CtcLoss(int blank, boolean zeroInfinity) {
    this.blank = blank;
    this.zeroInfinity = zeroInfinity;
  }

  /**
   * Losses and gradients of a batch.
   *
   * @param logits raw scores, row-major [batch, frames, vocabulary]; the log-softmax is taken here
   * @param frames the middle dimension: frames of the longest utterance
   * @param vocabulary the last dimension
   * @param frameLengths frames of each utterance [batch]
   * @param labels labels of each utterance, without blanks [batch]
   * @param losses receives the loss of each utterance [batch]; NaN when a score is NaN
   * @param gradient receives the gradient of the sum of the losses with respect to the logits, in
   *     their layout, 0 beyond an utterance's frames; null when it is not wanted
   * @throws IllegalArgumentException when a length or label is out of range
   */
  public void compute(
      float[] logits,
      int frames,
      int vocabulary,
      int[] frameLengths,
      int[][] labels,
      double[] losses,
      float[] gradient) {
    for (int utterance = 0; utterance < frameLengths.length; utterance++) {
      int length = frameLengths[utterance];
      check(utterance, length, frames, vocabulary, labels[utterance]);
      scratch.prepare(length, vocabulary);
      int offset = utterance * frames * vocabulary;
      double[] scores = scratch.scores();
      for (int index = 0; index < length * vocabulary; index++) {
        scores[index] = logits[offset + index];
      }
      losses[utterance] = utterance(length, labels[utterance], gradient != null);
      if (gradient != null) {
        double[] result = scratch.probabilities();
        for (int index = 0; index < length * vocabulary; index++) {
          gradient[offset + index] = (float) result[index];
        }
        Arrays.fill(gradient, offset + length * vocabulary, offset + frames * vocabulary, 0);
      }
    }
  }

  /** As the other, with scores and gradient in double precision. */
  public void compute(
      double[] logits,
      int frames,
      int vocabulary,
      int[] frameLengths,
      int[][] labels,
      double[] losses,
      double[] gradient) {
    for (int utterance = 0; utterance < frameLengths.length; utterance++) {
      int length = frameLengths[utterance];
      check(utterance, length, frames, vocabulary, labels[utterance]);
      scratch.prepare(length, vocabulary);
      int offset = utterance * frames * vocabulary;
      System.arraycopy(logits, offset, scratch.scores(), 0, length * vocabulary);
      losses[utterance] = utterance(length, labels[utterance], gradient != null);
      if (gradient != null) {
        System.arraycopy(scratch.probabilities(), 0, gradient, offset, length * vocabulary);
        Arrays.fill(gradient, offset + length * vocabulary, offset + frames * vocabulary, 0);
      }
    }
  }

  /** The loss of the utterance in the scratch, whose probabilities become its gradient. */
  private double utterance(int length, int[] labels, boolean gradient) {
    states.prepare(labels, blank, length);
    if (!states.feasible()) {
      return infeasible(length);
    }
    if (length == 0) {
      return 0;
    }
    if (!scratch.normalise(length)) {
      fillGradient(length, Double.NaN);
      return Double.NaN;
    }
    double loss = scaledLattice.loss(scratch, states, length, gradient);
    if (Double.isNaN(loss)) {
      // The scaled lattice may have spent part of the probabilities on the gradient.
      scratch.normalise(length);
      loss = logLattice.loss(scratch, states, length, gradient);
    }
    return Double.isInfinite(loss) ? infeasible(length) : loss;
  }

  private double infeasible(int length) {
    fillGradient(length, zeroInfinity ? 0 : Double.NaN);
    return zeroInfinity ? 0 : Double.POSITIVE_INFINITY;
  }

  private void fillGradient(int length, double value) {
    Arrays.fill(scratch.probabilities(), 0, length * scratch.vocabulary(), value);
  }

  private void check(int utterance, int length, int frames, int vocabulary, int[] labels) {
    if (length < 0 || length > frames) {
      throw new IllegalArgumentException(
          "utterance %d has %d of %d frames".formatted(utterance, length, frames));
    }
    for (int label : labels) {
      if (label < 0 || label >= vocabulary || label == blank) {
        throw new IllegalArgumentException(
            "label %d of utterance %d is the blank or not below %d"
                .formatted(label, utterance, vocabulary));
      }
    }
  }
}
