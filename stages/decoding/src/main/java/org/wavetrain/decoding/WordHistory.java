package org.wavetrain.decoding;

import java.util.Arrays;

/** The words that an n-gram model looks back on, oldest first. */
final class WordHistory {
  static final WordHistory EMPTY = new WordHistory(new int[0]);

  private final int[] words;

  WordHistory(int[] words) {
    this.words = words;
  }

  int[] followedBy(int word) {
    int[] longer = Arrays.copyOf(words, words.length + 1);
    longer[words.length] = word;
    return longer;
  }
}
