package org.wavetrain.training.metrics;

import java.util.List;
import java.util.StringJoiner;

/**
 * An alignment in three lines, as jiwer's {@code visualize_alignment} shows it: what was said, what
 * was heard, and below each word that is wrong {@code S}, {@code D} or {@code I}.
 */
public final class AlignmentText {
  private static final String MISSING = "*";

  private AlignmentText() {}

  /** Three lines, each ended. */
  public static String of(List<Edit<String>> alignment) {
    StringJoiner said = new StringJoiner(" ", "REF: ", "\n");
    StringJoiner heard = new StringJoiner(" ", "HYP: ", "\n");
    StringJoiner marks = new StringJoiner(" ", "     ", "\n");
    for (Edit<String> edit : alignment) {
      int width =
          Math.max(length(edit.reference().orElse("")), length(edit.hypothesis().orElse("")));
      said.add(aligned(edit.reference().orElse(MISSING.repeat(width)), width));
      heard.add(aligned(edit.hypothesis().orElse(MISSING.repeat(width)), width));
      marks.add(aligned(mark(edit.kind()), width));
    }
    return said.toString() + heard + marks;
  }

  private static String mark(EditKind kind) {
    return switch (kind) {
      case MATCH -> " ";
      case SUBSTITUTION -> "S";
      case DELETION -> "D";
      case INSERTION -> "I";
    };
  }

  private static String aligned(String word, int width) {
    return " ".repeat(width - length(word)) + word;
  }

  private static int length(String word) {
    return word.codePointCount(0, word.length());
  }
}
