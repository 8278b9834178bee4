package org.wavetrain.training.metrics;

import java.util.Optional;

/**
 * One step of an alignment.
 *
 * @param kind what it does
 * @param reference the element of the reference; empty for an insertion
 * @param hypothesis the element of the hypothesis; empty for a deletion
 * @param <T> the element, for example a word
 */
public record Edit<T>(EditKind kind, Optional<T> reference, Optional<T> hypothesis) {
  static <T> Edit<T> pair(T reference, T hypothesis) {
    EditKind kind = reference.equals(hypothesis) ? EditKind.MATCH : EditKind.SUBSTITUTION;
    return new Edit<>(kind, Optional.of(reference), Optional.of(hypothesis));
  }

  static <T> Edit<T> deletion(T reference) {
    return new Edit<>(EditKind.DELETION, Optional.of(reference), Optional.empty());
  }

  static <T> Edit<T> insertion(T hypothesis) {
    return new Edit<>(EditKind.INSERTION, Optional.empty(), Optional.of(hypothesis));
  }
}
