package org.wavetrain.recognition;

import java.util.Arrays;
import org.wavetrain.wav2vec2.LogSoftmax;

/**
 * The likeliest of the alignments of a given text with a recording, by Viterbi's algorithm over
 * CTC's states: a blank, the first label, a blank, the second label and so on. Between words,
 * before the first and after the last, more of the delimiter is as good as a blank, since it is not
 * written.
 */
final class ForcedAlignment {
  private static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;

  private final int[] labels;
  private final int blank;
  private final int delimiter;

  /**
   * @param labels tokens of the text
   * @param delimiter token between words; -1 if there is none
   */
  ForcedAlignment(int[] labels, int blank, int delimiter) {
    this.labels = labels;
    this.blank = blank;
    this.delimiter = delimiter;
  }

  /**
   * A token for each frame.
   *
   * @param scores raw, row-major [.., rows]
   * @throws IllegalArgumentException if the frames are too few for the text
   */
  int[] tokens(float[] scores, int firstFrame, int frames, int rows) {
    int states = 2 * labels.length + 1;
    byte[] steps = new byte[Math.multiplyExact(frames, states)];
    double[] current = new double[states];
    double[] next = new double[states];
    Arrays.fill(current, IMPOSSIBLE);
    double[] frame = new double[rows];
    for (int time = 0; time < frames; time++) {
      normalise(scores, (firstFrame + time) * rows, frame);
      for (int state = 0; state < states; state++) {
        int step = time == 0 ? 0 : bestStep(current, state);
        double before = time == 0 ? (state < 2 ? 0 : IMPOSSIBLE) : reached(current, state, step);
        next[state] = before + frame[token(state, frame)];
        steps[time * states + state] = (byte) step;
      }
      double[] swapped = current;
      current = next;
      next = swapped;
    }
    int state = states - 1;
    if (states > 1 && current[states - 2] > current[states - 1]) {
      state = states - 2;
    }
    if (frames == 0 || current[state] == IMPOSSIBLE) {
      throw new IllegalArgumentException(
          "%d labels do not fit into %d frames".formatted(labels.length, frames));
    }
    int[] tokens = new int[frames];
    for (int time = frames - 1; time >= 0; time--) {
      normalise(scores, (firstFrame + time) * rows, frame);
      tokens[time] = token(state, frame);
      state -= steps[time * states + state];
    }
    return tokens;
  }

  /** How many states back the best way to a state comes from. */
  private int bestStep(double[] scores, int state) {
    int step = 0;
    for (int other = 1; other <= most(state); other++) {
      if (reached(scores, state, other) > reached(scores, state, step)) {
        step = other;
      }
    }
    return step;
  }

  /** A blank may be passed over, but not between equal labels. */
  private int most(int state) {
    if (state % 2 == 1 && state > 1 && labels[state / 2] != labels[state / 2 - 1]) {
      return 2;
    }
    return Math.min(state, 1);
  }

  private static double reached(double[] scores, int state, int step) {
    return scores[state - step];
  }

  private int token(int state, double[] frame) {
    if (state % 2 == 1) {
      return labels[state / 2];
    }
    return delimiter >= 0 && isBetweenWords(state) && frame[delimiter] > frame[blank]
        ? delimiter
        : blank;
  }

  private boolean isBetweenWords(int state) {
    int following = state / 2;
    return following == 0
        || following == labels.length
        || labels[following] == delimiter
        || labels[following - 1] == delimiter;
  }

  private static void normalise(float[] scores, int start, double[] frame) {
    for (int row = 0; row < frame.length; row++) {
      frame[row] = scores[start + row];
    }
    LogSoftmax.inPlace(frame, 0, frame.length, 0);
  }
}
