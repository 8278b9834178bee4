package org.wavetrain.evaluation;

import java.util.Locale;

/** Figures of evaluations as tables and verdicts show them. */
public final class Figures {
  private Figures() {}

  /** With four decimals, or as it is if it is no number or a whole one. */
  public static String of(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4f", value);
  }
}
