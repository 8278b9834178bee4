package org.wavetrain.promotion;

import java.util.Locale;

/** Figures as verdicts show them. */
final class Figures {
  private Figures() {}

  /** With four decimals, or as it is if it is no number or a whole one. */
  static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4f", value);
  }
}
