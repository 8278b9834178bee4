package org.wavetrain.cli.display;

import java.time.Duration;
import java.util.Locale;
import org.wavetrain.report.Wording;

/** Durations, rates and figures as people read them. */
public final class Amounts {
  private Amounts() {}

  /** For example {@code 0.4 s}, {@code 12 s}, {@code 3:05}, {@code 1:02:03}. */
  public static String duration(Duration exact) {
    Duration duration = Wording.rounded(exact);
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** With three significant digits or so. */
  static String figure(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) && size < 1e7) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    if (size >= 100) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    if (size >= 0.01) {
      return String.format(Locale.ROOT, "%.3f", value);
    }
    return String.format(Locale.ROOT, "%.1e", value);
  }

  /** For example {@code 5.2 steps/s}. */
  static String rate(double perSecond, String unit) {
    return perSecond >= 100
        ? String.format(Locale.ROOT, "%.0f %s/s", perSecond, unit)
        : String.format(Locale.ROOT, "%.1f %s/s", perSecond, unit);
  }
}
