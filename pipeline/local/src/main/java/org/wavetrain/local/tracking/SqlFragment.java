package org.wavetrain.local.tracking;

import java.util.List;

/** A piece of SQL with a {@code ?} for each of its values. */
record SqlFragment(String text, List<Object> values) {
  SqlFragment {
    values = List.copyOf(values);
  }

  SqlFragment(String text) {
    this(text, List.of());
  }
}
