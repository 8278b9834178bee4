package org.wavetrain.recognition;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts long recordings where nothing is said, for what takes memory or time that grows faster than
 * the length. A cut is in the middle of the longest pause between two words.
 */
final class Passages {
  /** A minute at the 20 ms a frame of the published models. */
  static final int LONGEST = 3000;

  private final int[] tokens;
  private final List<String> symbols;

  private Passages(int[] tokens, List<String> symbols) {
    this.tokens = tokens;
    this.symbols = symbols;
  }

  /**
   * @param tokens the likeliest of each frame
   * @param symbols what each token is written as
   */
  static List<Passage> of(int[] tokens, List<String> symbols) {
    Passages passages = new Passages(tokens, symbols);
    List<Passage> found = new ArrayList<>();
    int first = 0;
    while (tokens.length - first > LONGEST) {
      int end = passages.cut(first + LONGEST / 2, first + LONGEST);
      found.add(new Passage(first, end - first));
      first = end;
    }
    found.add(new Passage(first, tokens.length - first));
    return found;
  }

  /** The middle of the longest pause within some frames; their end if there is none. */
  private int cut(int from, int until) {
    int cut = until;
    int longest = 0;
    int begin = from;
    boolean delimited = false;
    for (int frame = from; frame <= until; frame++) {
      if (frame < until && symbols.get(tokens[frame]).isBlank()) {
        delimited |= symbols.get(tokens[frame]).equals(" ");
      } else {
        if (delimited && frame - begin > longest) {
          longest = frame - begin;
          cut = begin + longest / 2;
        }
        begin = frame + 1;
        delimited = false;
      }
    }
    return cut;
  }
}
