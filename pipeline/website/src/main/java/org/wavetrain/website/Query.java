package org.wavetrain.website;

import java.util.List;

/** The parameters of a request. */
@FunctionalInterface
interface Query {
  /** All values of a parameter. */
  List<String> all(String name);

  /** Its first value; empty if it has none. */
  default String first(String name) {
    return all(name).stream().findFirst().orElse("");
  }
}
