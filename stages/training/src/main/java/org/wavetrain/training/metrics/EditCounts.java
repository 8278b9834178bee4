package org.wavetrain.training.metrics;

import java.util.List;

/** How often each kind of edit occurs in one alignment or in many. */
public record EditCounts(long matches, long substitutions, long deletions, long insertions) {
  public static final EditCounts NONE = new EditCounts(0, 0, 0, 0);

  /** Counts the edits of an alignment. */
  public static <T> EditCounts of(List<Edit<T>> alignment) {
    return ofKinds(alignment.stream().map(Edit::kind).toList());
  }

  static EditCounts ofKinds(List<EditKind> kinds) {
    long[] counts = new long[EditKind.values().length];
    for (EditKind kind : kinds) {
      counts[kind.ordinal()]++;
    }
    return new EditCounts(
        counts[EditKind.MATCH.ordinal()],
        counts[EditKind.SUBSTITUTION.ordinal()],
        counts[EditKind.DELETION.ordinal()],
        counts[EditKind.INSERTION.ordinal()]);
  }

  public EditCounts plus(EditCounts other) {
    return new EditCounts(
        matches + other.matches,
        substitutions + other.substitutions,
        deletions + other.deletions,
        insertions + other.insertions);
  }

  /** Substitutions, deletions and insertions together. */
  public long errors() {
    return substitutions + deletions + insertions;
  }

  /** How many elements the references have. */
  public long referenceLength() {
    return matches + substitutions + deletions;
  }

  /**
   * Errors per element of the references; above 1 when there are many insertions. Empty references
   * count as one element, so that the rate is finite and 0 only when the hypotheses are empty too.
   */
  public double rate() {
    return (double) errors() / Math.max(1, referenceLength());
  }
}
