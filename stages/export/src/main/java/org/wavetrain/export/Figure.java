package org.wavetrain.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Numbers as a model card writes them. */
final class Figure {
  static final String NONE = "–";

  private Figure() {}

  /** A share of one as a percentage. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** The ends of an interval. */
  static String interval(JsonNode object, String rate) {
    return object.has(rate + "_low") && object.has(rate + "_high")
        ? percent(object.get(rate + "_low").doubleValue())
            + " to "
            + percent(object.get(rate + "_high").doubleValue())
        : NONE;
  }

  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4f", value);
  }
}
