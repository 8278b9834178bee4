package org.wavetrain.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Numbers as a model card writes them. */
final class CardNumber {
  /** What was not measured. */
  static final String NONE = "–";

  private CardNumber() {}

  /** A share of one as a percentage. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** A rate of an object, if it was measured. */
  static String percent(JsonNode object, String rate) {
    JsonNode value = object.path(rate);
    return value.isNumber() ? percent(value.doubleValue()) : NONE;
  }

  /** The ends of an interval. */
  static String interval(JsonNode object, String rate) {
    return object.path(rate + "_low").isNumber() && object.path(rate + "_high").isNumber()
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
