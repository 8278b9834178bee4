package org.wavetrain.wav2vec2.loss;

import java.util.Arrays;

/**
 * The loss of one utterance at a time. Scratch memory is kept, so that calls allocate nothing once
 * the largest utterance has been seen; an instance therefore serves one thread at a time.
 */
final class CtcUtterance {
  private final int blank;
  private final boolean zeroInfinity;
  private final CtcStates states = new CtcStates();
  private final CtcFrames scratch = new CtcFrames();
  private final ScaledLattice scaledLattice = new ScaledLattice();
  private final LogLattice logLattice = new LogLattice();

  CtcUtterance(int blank, boolean zeroInfinity) {
    this.blank = blank;
    this.zeroInfinity = zeroInfinity;
  }

  /** As of {@link CtcLoss}, for the utterance whose scores begin with the {@code offset}-th. */
  double compute(
      float[] logits, int offset, int length, int vocabulary, int[] labels, float[] gradient) {
    scratch.prepare(length, vocabulary);
    double[] scores = scratch.scores();
    for (int index = 0; index < length * vocabulary; index++) {
      scores[index] = logits[offset + index];
    }
    double loss = utterance(length, labels, gradient != null);
    if (gradient != null) {
      double[] result = scratch.probabilities();
      for (int index = 0; index < length * vocabulary; index++) {
        gradient[offset + index] = (float) result[index];
      }
    }
    return loss;
  }

  /** As the other, in double precision. */
  double compute(
      double[] logits, int offset, int length, int vocabulary, int[] labels, double[] gradient) {
    scratch.prepare(length, vocabulary);
    System.arraycopy(logits, offset, scratch.scores(), 0, length * vocabulary);
    double loss = utterance(length, labels, gradient != null);
    if (gradient != null) {
      System.arraycopy(scratch.probabilities(), 0, gradient, offset, length * vocabulary);
    }
    return loss;
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
}
