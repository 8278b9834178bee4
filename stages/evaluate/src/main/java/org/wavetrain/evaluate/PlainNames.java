package org.wavetrain.evaluate;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives what a corpus tells in free text names that files and metrics may have, each of them once:
 * MLflow takes little more than letters and digits in the names of metrics.
 */
final class PlainNames {
  private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9._-]");

  /** A part of a metric's name, of which MLflow allows 250 characters. */
  private static final int LONGEST = 100;

  private final Set<String> given = new HashSet<>();

  /** The text with {@code _} in place of what names cannot have, and after it until it is new. */
  String of(String text) {
    String name = OTHER.matcher(text).replaceAll("_");
    name = name.substring(0, Math.min(name.length(), LONGEST));
    while (!given.add(name)) {
      name += "_";
    }
    return name;
  }
}
