package org.wavetrain.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How figures and the names of fields are written on the page. */
public final class Wording {
  private static final MathContext SIGNIFICANT_DIGITS = new MathContext(4);

  /** Units that a field's name ends with, as they are written. */
  private static final Map<String, String> UNITS = Map.of("hz", "Hz", "db", "dB", "dbfs", "dBFS");

  private static final Map<String, String> RANKS =
      Map.of("fifth_percentile", "5th percentile", "ninety_fifth_percentile", "95th percentile");

  private static final List<String> BYTES = List.of("bytes", "kB", "MB", "GB", "TB");

  private Wording() {}

  /** {@code silence_share} reads {@code Silence share}, {@code peak_dbfs} {@code Peak (dBFS)}. */
  public static String field(String name) {
    if (RANKS.containsKey(name)) {
      return RANKS.get(name);
    }
    int last = name.lastIndexOf('_');
    String unit = UNITS.get(name.substring(last + 1));
    String words =
        last > 0 && unit != null
            ? "%s (%s)".formatted(name.substring(0, last).replace('_', ' '), unit)
            : name.replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** A share of one as a percentage with two decimals, kept on one line. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f\u00a0%%", 100 * share);
  }

  /** At most four significant digits of what is below a thousand, whole numbers above. */
  public static String figure(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) || Math.abs(value) >= 1000) {
      return count(Math.round(value));
    }
    return new BigDecimal(value).round(SIGNIFICANT_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** A whole number with its thousands apart. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A number of things, in the singular for one. */
  public static String count(long value, String singular, String plural) {
    return count(value) + " " + (value == 1 ? singular : plural);
  }

  /** For example {@code 1.2 GB}; units are powers of a thousand. */
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < BYTES.size() - 1) {
      value /= 1000;
      unit++;
    }
    return (unit == 0 ? count(bytes) : String.format(Locale.ROOT, "%.1f", value))
        + "\u00a0"
        + BYTES.get(unit);
  }

  /**
   * As exact as people are told of it, on pages and terminals alike: to the nearest tenth of a
   * second below ten seconds, to the nearest second above.
   */
  public static Duration rounded(Duration duration) {
    long tenths = Math.round(duration.toMillis() / 100.0);
    return tenths < 100
        ? Duration.ofMillis(100 * tenths)
        : Duration.ofSeconds(Math.round(duration.toMillis() / 1000.0));
  }

  /** For example {@code 0.4 s}, {@code 12 s}, {@code 3 min 05 s} or {@code 2 h 10 min}. */
  public static String duration(Duration exact) {
    Duration duration = rounded(exact);
    if (duration.compareTo(Duration.ofSeconds(10)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      return duration.toSeconds() + " s";
    }
    if (duration.compareTo(Duration.ofHours(1)) < 0) {
      return String.format(
          Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
    }
    return String.format(
        Locale.ROOT, "%d h %02d min", duration.toHours(), duration.toMinutesPart());
  }
}
