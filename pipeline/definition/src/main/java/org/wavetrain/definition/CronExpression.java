package org.wavetrain.definition;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks schedules: cron expressions of five fields, and Airflow's presets. */
final class CronExpression {
  static final List<String> PRESETS =
      List.of("@once", "@hourly", "@daily", "@weekly", "@monthly", "@quarterly", "@yearly");

  private static final Pattern ITEM = Pattern.compile("(?:\\*|(\\w+)(?:-(\\w+))?)(?:/([0-9]+))?");

  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of the month", 1, 31, List.of()),
          new Field(
              "month",
              1,
              12,
              List.of(
                  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                  "dec")),
          new Field(
              "day of the week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

  /** What one field takes: numbers in a range, or names that stand for them from the first on. */
  private record Field(String name, int first, int last, List<String> names) {
    boolean takes(String text) {
      if (names.contains(text.toLowerCase(Locale.ROOT))) {
        return true;
      }
      return text.matches("[0-9]{1,2}")
          && Integer.parseInt(text) >= first
          && Integer.parseInt(text) <= last;
    }
  }

  private CronExpression() {}

  /** What is wrong with an expression, as the end of a sentence; empty if nothing is. */
  static Optional<String> objection(String text) {
    String[] fields = text.strip().split("\\s+");
    if (fields.length != FIELDS.size()) {
      return Optional.of("has " + fields.length + " fields, not five");
    }
    for (int index = 0; index < fields.length; index++) {
      for (String item : fields[index].split(",", -1)) {
        if (!isSound(item, FIELDS.get(index))) {
          return Optional.of("has the " + FIELDS.get(index).name() + " \"" + item + "\"");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSound(String item, Field field) {
    Matcher parts = ITEM.matcher(item);
    return parts.matches()
        && (parts.group(1) == null || field.takes(parts.group(1)))
        && (parts.group(2) == null || field.takes(parts.group(2)))
        && (parts.group(3) == null || !parts.group(3).matches("0+"));
  }
}
