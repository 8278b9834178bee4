package org.wavetrain.wav2vec2.loss;

import java.util.Arrays;

/**
 * Forward-backward over logarithms of probabilities: slower than {@link ScaledLattice} and exact
 * for scores of any size.
 */
final class LogLattice {
  private double[] forward = new double[0];
  private double[] ahead = new double[0];
  private double[] behind = new double[0];
  private double[] occupied = new double[0];

  /**
   * The loss, infinite when every alignment has probability 0.
   *
   * @param gradient whether to turn the frames' probabilities into the gradient
   */
  double loss(CtcFrames frames, CtcStates states, int length, boolean gradient) {
    int count = states.count();
    if (forward.length < length * count) {
      forward = new double[length * count];
    }
    if (ahead.length < count) {
      ahead = new double[count];
      behind = new double[count];
    }
    if (occupied.length < frames.vocabulary()) {
      occupied = new double[frames.vocabulary()];
    }
    double logProbability = forward(frames, states, length);
    if (gradient && logProbability > Double.NEGATIVE_INFINITY) {
      backward(frames, states, length, logProbability);
    }
    return Math.max(0, -logProbability);
  }

  private double forward(CtcFrames frames, CtcStates states, int length) {
    int count = states.count();
    for (int frame = 0; frame < length; frame++) {
      int row = frame * count;
      int before = row - count;
      Arrays.fill(forward, row, row + count, Double.NEGATIVE_INFINITY);
      for (int state = states.low(frame); state <= states.high(frame); state++) {
        double value = 0;
        if (frame > 0) {
          value = forward[before + state];
          value = state > 0 ? add(value, forward[before + state - 1]) : value;
          value = states.skips(state) ? add(value, forward[before + state - 2]) : value;
        }
        forward[row + state] = value + frames.logProbability(frame, states.symbol(state));
      }
    }
    int end = length * count - 1;
    return count == 1 ? forward[end] : add(forward[end], forward[end - 1]);
  }

  private void backward(CtcFrames frames, CtcStates states, int length, double logProbability) {
    int count = states.count();
    double[] probabilities = frames.probabilities();
    for (int frame = length - 1; frame >= 0; frame--) {
      int row = frame * count;
      int symbolRow = frame * frames.vocabulary();
      Arrays.fill(behind, 0, count, Double.NEGATIVE_INFINITY);
      Arrays.fill(occupied, 0, frames.vocabulary(), Double.NEGATIVE_INFINITY);
      for (int state = states.low(frame); state <= states.high(frame); state++) {
        double value = 0;
        if (frame < length - 1) {
          value = ahead[state];
          value = state + 1 < count ? add(value, ahead[state + 1]) : value;
          value =
              state + 2 < count && states.skips(state + 2) ? add(value, ahead[state + 2]) : value;
        }
        int symbol = states.symbol(state);
        behind[state] = value + frames.logProbability(frame, symbol);
        occupied[symbol] = add(occupied[symbol], forward[row + state] + value);
      }
      for (int symbol = 0; symbol < frames.vocabulary(); symbol++) {
        probabilities[symbolRow + symbol] -= Math.exp(occupied[symbol] - logProbability);
      }
      double[] swapped = ahead;
      ahead = behind;
      behind = swapped;
    }
  }

  /** The logarithm of the sum of two exponentials. */
  private static double add(double first, double second) {
    double greater = Math.max(first, second);
    if (greater == Double.NEGATIVE_INFINITY) {
      return greater;
    }
    return greater + Math.log1p(Math.exp(Math.min(first, second) - greater));
  }
}
