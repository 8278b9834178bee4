package org.wavetrain.tracking;

import java.util.Optional;

/** Pieces of MLflow's search grammar, which has quotes but no way to escape one. */
final class Filters {
  private Filters() {}

  /** The comparison, or nothing if the grammar cannot express the value. */
  static Optional<String> equal(String attribute, String value) {
    if (!value.contains("'")) {
      return Optional.of(attribute + " = '" + value + "'");
    }
    if (!value.contains("\"")) {
      return Optional.of(attribute + " = \"" + value + "\"");
    }
    return Optional.empty();
  }
}
