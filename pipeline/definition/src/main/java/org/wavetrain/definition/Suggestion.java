package org.wavetrain.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** What somebody may have meant who wrote a name that is not known. */
public final class Suggestion {
  private Suggestion() {}

  /** A remedy: the name that is meant, or else all the names there are. */
  public static String remedy(String written, Collection<String> known) {
    if (known.isEmpty()) {
      return "Remove it.";
    }
    return closest(written, known)
        .map(name -> "Did you mean " + name + "?")
        .orElseGet(() -> "Use one of " + String.join(", ", new TreeSet<>(known)) + ".");
  }

  private static Optional<String> closest(String written, Collection<String> known) {
    int limit = Math.max(1, written.length() / 3);
    return known.stream()
        .sorted()
        .filter(name -> distance(written, name) <= limit)
        .min(Comparator.comparingInt(name -> distance(written, name)));
  }

  /** Levenshtein's distance: how many characters to insert, delete or replace. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= left.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= right.length(); column++) {
        int replaced = diagonal + (left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[right.length()];
  }
}
