package org.wavetrain.wav2vec2.loss;

/**
 * The states of one utterance's alignments: its labels with a blank before, between and after them
 * (Graves et al., Connectionist Temporal Classification, 2006, section 4.1), and the band of states
 * that can be reached from the start and can still reach the end at each frame. Reused from
 * utterance to utterance.
 */
final class CtcStates {
  private int count;
  private int frames;
  private int[] symbols = new int[0];
  private boolean[] skips = new boolean[0];
  private int[] earliest = new int[0];
  private int[] low = new int[0];
  private int[] high = new int[0];

  void prepare(int[] labels, int blank, int frames) {
    this.count = 2 * labels.length + 1;
    this.frames = frames;
    if (symbols.length < count) {
      symbols = new int[count];
      skips = new boolean[count];
      earliest = new int[count];
    }
    if (low.length < frames) {
      low = new int[frames];
      high = new int[frames];
    }
    for (int state = 0; state < count; state++) {
      symbols[state] = state % 2 == 0 ? blank : labels[state / 2];
      skips[state] = state % 2 == 1 && state > 1 && symbols[state] != symbols[state - 2];
    }
    for (int state = 0; state < count; state++) {
      earliest[state] = state < 2 ? 0 : earliest[state - (skips[state] ? 2 : 1)] + 1;
    }
    if (feasible()) {
      findBand();
    }
  }

  /** Whether there are frames enough: one for each label and one between equal neighbours. */
  boolean feasible() {
    int needed = count == 1 ? 0 : earliest[count - 2] + 1;
    return frames >= needed;
  }

  private void findBand() {
    int highest = Math.min(1, count - 1);
    for (int frame = 0; frame < frames; frame++) {
      while (highest + 1 < count && earliest[highest + 1] <= frame) {
        highest++;
      }
      high[frame] = highest;
    }
    int lowest = Math.max(0, count - 2);
    for (int frame = frames - 1; frame >= 0; frame--) {
      low[frame] = lowest;
      lowest = Math.max(0, lowest - (skips[lowest] ? 2 : 1));
    }
  }

  int count() {
    return count;
  }

  /** The symbol that a state emits. */
  int symbol(int state) {
    return symbols[state];
  }

  /** Whether a state may follow the one two before it, leaving out the blank between them. */
  boolean skips(int state) {
    return skips[state];
  }

  /** The first state of the band at a frame. */
  int low(int frame) {
    return low[frame];
  }

  /** The last state of the band at a frame. */
  int high(int frame) {
    return high[frame];
  }
}
