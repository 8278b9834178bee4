package org.wavetrain.training.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Levenshtein distance: the fewest substitutions, deletions and insertions between two lists. */
public final class EditDistance {
  private EditDistance() {}

  /**
   * A shortest alignment of the two, from their beginning to their end. Of several shortest ones it
   * is the one that, seen from the end, prefers pairs over deletions over insertions.
   */
  public static <T> List<Edit<T>> align(List<T> reference, List<T> hypothesis) {
    int[][] distance = distances(reference, hypothesis);
    List<Edit<T>> reversed = new ArrayList<>();
    int row = reference.size();
    int column = hypothesis.size();
    while (row > 0 || column > 0) {
      if (row > 0
          && column > 0
          && distance[row][column]
              == distance[row - 1][column - 1]
                  + pairCost(reference.get(row - 1), hypothesis.get(column - 1))) {
        reversed.add(Edit.pair(reference.get(--row), hypothesis.get(--column)));
      } else if (row > 0 && distance[row][column] == distance[row - 1][column] + 1) {
        reversed.add(Edit.deletion(reference.get(--row)));
      } else {
        reversed.add(Edit.insertion(hypothesis.get(--column)));
      }
    }
    Collections.reverse(reversed);
    return List.copyOf(reversed);
  }

  /** {@code [i][j]}: the distance of the first i elements of one and the first j of the other. */
  private static <T> int[][] distances(List<T> reference, List<T> hypothesis) {
    int[][] distance = new int[reference.size() + 1][hypothesis.size() + 1];
    for (int column = 0; column <= hypothesis.size(); column++) {
      distance[0][column] = column;
    }
    for (int row = 1; row <= reference.size(); row++) {
      distance[row][0] = row;
      for (int column = 1; column <= hypothesis.size(); column++) {
        int paired =
            distance[row - 1][column - 1]
                + pairCost(reference.get(row - 1), hypothesis.get(column - 1));
        int unpaired = Math.min(distance[row - 1][column], distance[row][column - 1]) + 1;
        distance[row][column] = Math.min(paired, unpaired);
      }
    }
    return distance;
  }

  private static <T> int pairCost(T reference, T hypothesis) {
    return reference.equals(hypothesis) ? 0 : 1;
  }
}
