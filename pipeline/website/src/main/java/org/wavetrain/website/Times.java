package org.wavetrain.website;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times are written. */
final class Times {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  /** A time that was written down as {@code 2026-01-31T10:00:00Z}. */
  static String text(String written) {
    return written.replace("T", " ").replace("Z", " UTC");
  }

  static String text(Instant time) {
    return MINUTES.format(time);
  }
}
