package org.wavetrain.training.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Levenshtein distance: the fewest substitutions, deletions and insertions between two lists. */
public final class EditDistance {
  private final int[] reference;
  private final int[] hypothesis;
  private final List<EditKind> reversed = new ArrayList<>();

  private EditDistance(int[] reference, int[] hypothesis) {
    this.reference = reference;
    this.hypothesis = hypothesis;
  }

  /**
   * A shortest alignment of the two, from their beginning to their end. Of several shortest ones it
   * is that of jiwer 4.0 (RapidFuzz's {@code Levenshtein.opcodes}), so that its counts of
   * substitutions, deletions and insertions are jiwer's too: what both begin and end with is paired
   * first; in between, seen from the end, a deletion comes before an insertion before a pair.
   */
  public static <T> List<Edit<T>> align(List<T> reference, List<T> hypothesis) {
    Map<T, Integer> numbers = new HashMap<>();
    List<Edit<T>> alignment = new ArrayList<>();
    int said = 0;
    int heard = 0;
    for (EditKind kind : align(numbers(reference, numbers), numbers(hypothesis, numbers))) {
      alignment.add(
          switch (kind) {
            case MATCH, SUBSTITUTION -> Edit.pair(reference.get(said++), hypothesis.get(heard++));
            case DELETION -> Edit.deletion(reference.get(said++));
            case INSERTION -> Edit.insertion(hypothesis.get(heard++));
          });
    }
    return List.copyOf(alignment);
  }

  /** The steps of {@link #align(List, List)}. */
  static List<EditKind> align(int[] reference, int[] hypothesis) {
    return new EditDistance(reference, hypothesis).align();
  }

  private static <T> int[] numbers(List<T> elements, Map<T, Integer> numbers) {
    return elements.stream()
        .mapToInt(element -> numbers.computeIfAbsent(element, key -> numbers.size()))
        .toArray();
  }

  private List<EditKind> align() {
    int shorter = Math.min(reference.length, hypothesis.length);
    int prefix = Arrays.mismatch(reference, hypothesis);
    prefix = prefix < 0 ? shorter : prefix;
    int suffix = 0;
    while (suffix < shorter - prefix
        && reference[reference.length - 1 - suffix] == hypothesis[hypothesis.length - 1 - suffix]) {
      suffix++;
    }
    reversed.addAll(Collections.nCopies(suffix, EditKind.MATCH));
    between(prefix, reference.length - suffix, hypothesis.length - suffix);
    reversed.addAll(Collections.nCopies(prefix, EditKind.MATCH));
    Collections.reverse(reversed);
    return reversed;
  }

  private void between(int from, int saidTo, int heardTo) {
    int[][] distance = distances(from, saidTo - from, heardTo - from);
    int said = saidTo - from;
    int heard = heardTo - from;
    while (said > 0 && heard > 0) {
      if (distance[said][heard] == distance[said - 1][heard] + 1) {
        said--;
        reversed.add(EditKind.DELETION);
        continue;
      }
      heard--;
      if (distance[said][heard] == distance[said - 1][heard] - 1) {
        reversed.add(EditKind.INSERTION);
      } else {
        said--;
        reversed.add(
            pairCost(from + said, from + heard) == 0 ? EditKind.MATCH : EditKind.SUBSTITUTION);
      }
    }
    reversed.addAll(Collections.nCopies(said, EditKind.DELETION));
    reversed.addAll(Collections.nCopies(heard, EditKind.INSERTION));
  }

  /** {@code [i][j]}: the distance of the first i elements of one and the first j of the other. */
  private int[][] distances(int from, int rows, int columns) {
    int[][] distance = new int[rows + 1][columns + 1];
    for (int column = 0; column <= columns; column++) {
      distance[0][column] = column;
    }
    for (int row = 1; row <= rows; row++) {
      distance[row][0] = row;
      for (int column = 1; column <= columns; column++) {
        int paired = distance[row - 1][column - 1] + pairCost(from + row - 1, from + column - 1);
        int unpaired = Math.min(distance[row - 1][column], distance[row][column - 1]) + 1;
        distance[row][column] = Math.min(paired, unpaired);
      }
    }
    return distance;
  }

  private int pairCost(int said, int heard) {
    return reference[said] == hypothesis[heard] ? 0 : 1;
  }
}
