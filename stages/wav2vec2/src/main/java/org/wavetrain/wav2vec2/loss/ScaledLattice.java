package org.wavetrain.wav2vec2.loss;

import java.util.Arrays;

/**
 * Forward-backward over probabilities, each frame scaled by a power of two so that its greatest
 * value is near 1. An order of magnitude faster than sums of logarithms, but values more than about
 * 290 decades below the greatest of their frame are lost.
 *
 * <p>Such a loss is noticed and bounded. What is lost at one frame has, with everything that may
 * follow it, no more probability than itself, since the probabilities of all ways on from a state
 * add up to at most 1; the same holds backwards. When the bound could matter next to the
 * probability of the whole utterance, the result is refused and {@link LogLattice} is to be used.
 */
final class ScaledLattice {
  /** Below this, relative to the frame before, a value counts as lost. */
  private static final double LOST = 1e-290;

  /** Natural logarithm of {@link #LOST}, and a margin for the number of losses and accuracy. */
  private static final double LOST_LOGARITHM = Math.log(LOST) + 60;

  /** Below this the products of a forward and a backward value may have lost digits. */
  private static final double FAINT = 1e-250;

  private static final double LOG_TWO = Math.log(2);

  /** Zeros before and after the states of a frame, so that neighbours need no checks. */
  private static final int PADDING = 2;

  private double[] forward = new double[0];
  private double[] ahead = new double[0];
  private double[] behind = new double[0];
  private long lostExponent;

  /**
   * The loss, or NaN when it cannot be vouched for.
   *
   * @param gradient whether to turn the frames' probabilities into the gradient
   */
  double loss(CtcFrames frames, CtcStates states, int length, boolean gradient) {
    int stride = states.count() + 2 * PADDING;
    if (forward.length < length * stride) {
      forward = new double[length * stride];
    }
    if (ahead.length < stride) {
      ahead = new double[stride];
      behind = new double[stride];
    }
    lostExponent = Long.MIN_VALUE;
    double logProbability = forward(frames, states, length, stride);
    if (!trusted(logProbability)) {
      return Double.NaN;
    }
    if (gradient && !(backward(frames, states, length, stride) && trusted(logProbability))) {
      return Double.NaN;
    }
    return Math.max(0, -logProbability);
  }

  private boolean trusted(double logProbability) {
    return lostExponent == Long.MIN_VALUE
        || logProbability > lostExponent * LOG_TWO + LOST_LOGARITHM;
  }

  private double forward(CtcFrames frames, CtcStates states, int length, int stride) {
    double[] probabilities = frames.probabilities();
    long exponent = 0;
    for (int frame = 0; frame < length; frame++) {
      int symbolRow = frame * frames.vocabulary();
      int row = frame * stride + PADDING;
      int before = row - stride;
      int low = states.low(frame);
      int high = states.high(frame);
      double greatest = 0;
      double least = Double.MAX_VALUE;
      for (int state = low; state <= high; state++) {
        double value = 1;
        if (frame > 0) {
          value = forward[before + state] + forward[before + state - 1];
          if (states.skips(state)) {
            value += forward[before + state - 2];
          }
        }
        value *= probabilities[symbolRow + states.symbol(state)];
        forward[row + state] = value;
        greatest = Math.max(greatest, value);
        least = Math.min(least, value);
      }
      if (least < LOST) {
        lostExponent = Math.max(lostExponent, exponent);
      }
      exponent += scale(forward, row, low, high, greatest);
    }
    int end = (length - 1) * stride + PADDING + states.count() - 1;
    double last = states.count() == 1 ? forward[end] : forward[end] + forward[end - 1];
    return Math.log(last) + exponent * LOG_TWO;
  }

  /** False when a frame's posterior is too faint to be exact. */
  private boolean backward(CtcFrames frames, CtcStates states, int length, int stride) {
    double[] probabilities = frames.probabilities();
    long exponent = 0;
    for (int frame = length - 1; frame >= 0; frame--) {
      int symbolRow = frame * frames.vocabulary();
      int row = frame * stride + PADDING;
      int low = states.low(frame);
      int high = states.high(frame);
      double greatest = 0;
      double least = Double.MAX_VALUE;
      double total = 0;
      for (int state = low; state <= high; state++) {
        double value = 1;
        if (frame < length - 1) {
          value = ahead[PADDING + state] + ahead[PADDING + state + 1];
          if (state + 2 < states.count() && states.skips(state + 2)) {
            value += ahead[PADDING + state + 2];
          }
        }
        double occupied = forward[row + state] * value;
        total += occupied;
        forward[row + state] = occupied;
        double here = value * probabilities[symbolRow + states.symbol(state)];
        behind[PADDING + state] = here;
        greatest = Math.max(greatest, here);
        least = Math.min(least, here);
      }
      if (!(total > FAINT)) {
        return false;
      }
      if (least < LOST) {
        lostExponent = Math.max(lostExponent, exponent);
      }
      exponent += scale(behind, PADDING, low, high, greatest);
      double[] swapped = ahead;
      ahead = behind;
      behind = swapped;

      double factor = 1 / total;
      for (int state = low; state <= high; state++) {
        probabilities[symbolRow + states.symbol(state)] -= forward[row + state] * factor;
      }
    }
    return true;
  }

  /**
   * Multiplies the states of a frame by a power of two that brings the greatest to [1, 2), and sets
   * the padding around them to zero.
   *
   * @return the binary exponent that was taken out
   */
  private static int scale(double[] values, int row, int low, int high, double greatest) {
    int exponent = greatest < Double.MIN_NORMAL ? 0 : Math.getExponent(greatest);
    if (exponent != 0) {
      double factor = Math.scalb(1.0, -exponent);
      for (int state = low; state <= high; state++) {
        values[row + state] *= factor;
      }
    }
    Arrays.fill(values, row + low - PADDING, row + low, 0);
    Arrays.fill(values, row + high + 1, row + high + 1 + PADDING, 0);
    return exponent;
  }
}
