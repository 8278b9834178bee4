package org.wavetrain.recognition.subtitles;

import java.util.ArrayList;
import java.util.List;

/** Sets words in lines. */
final class Lines {
  /** Characters of a line; what broadcasters use. */
  static final int WIDTH = 42;

  /** Lines of a cue. */
  static final int MOST = 2;

  private Lines() {}

  /** Whether words can be shown at a time. */
  static boolean fit(List<String> words) {
    return filled(words, WIDTH).size() <= MOST;
  }

  /** The lines of some words that fit, about equally long. */
  static List<String> balanced(List<String> words) {
    List<String> lines = filled(words, WIDTH);
    for (int width = 1; lines.size() > 1 && width < WIDTH; width++) {
      List<String> narrower = filled(words, width);
      if (narrower.size() == lines.size() && longest(narrower) <= width) {
        return narrower;
      }
    }
    return lines;
  }

  private static int longest(List<String> lines) {
    return lines.stream().mapToInt(Lines::length).max().orElse(0);
  }

  private static List<String> filled(List<String> words, int width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : words) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && length(longer) > width) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
