package org.wavetrain.training.metrics;

/** What one step of an alignment does to turn the reference into the hypothesis. */
public enum EditKind {
  /** Both have the same element. */
  MATCH,
  /** The hypothesis has another element in its place. */
  SUBSTITUTION,
  /** The hypothesis lacks an element of the reference. */
  DELETION,
  /** The hypothesis has an element that the reference lacks. */
  INSERTION
}
