package org.wavetrain.definition;

import java.util.Optional;

/**
 * Which utterances a gate looks at on their own, as a pipeline file names them.
 *
 * @param kind by what evaluations divide utterances, for example {@code sex}
 * @param value the one slice that is meant, for example {@code female}; empty for each of the kind
 */
public record SliceName(String kind, Optional<String> value) {
  private static final String EQUALS = "=";

  /** Reads {@code KIND} or {@code KIND=VALUE}. */
  public static SliceName of(String written) {
    String[] parts = written.split(EQUALS, 2);
    return new SliceName(
        parts[0], parts.length == 1 ? Optional.empty() : Optional.of(parts[1].strip()));
  }
}
