package org.wavetrain.local.tracking;

import java.util.List;

/**
 * One condition of a filter.
 *
 * @param values texts ({@link String}) or a number ({@link Double} or {@link Long})
 */
record Comparison(Field field, Operator operator, List<Object> values) {
  Comparison {
    values = List.copyOf(values);
  }

  boolean isNumeric() {
    return values.get(0) instanceof Number;
  }
}
