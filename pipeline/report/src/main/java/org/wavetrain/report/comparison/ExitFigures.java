package org.wavetrain.report.comparison;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The early exits that the names of an evaluation's metrics tell of. */
final class ExitFigures {
  static final String LAYER = "_layer_";
  static final String ENTROPY = "_entropy_";

  private static final Pattern EXIT =
      Pattern.compile("wer(" + LAYER + "[0-9]{1,9}|" + ENTROPY + "[0-9]+([.][0-9]+)?)");

  private ExitFigures() {}

  /** What follows {@code wer} in the names of metrics of an exit. */
  static List<String> exits(Map<String, Double> metrics) {
    return metrics.keySet().stream()
        .filter(name -> EXIT.matcher(name).matches())
        .map(name -> name.substring("wer".length()))
        .toList();
  }

  static String title(String exit) {
    return exit.startsWith(LAYER)
        ? "layer " + Integer.parseInt(exit.substring(LAYER.length()))
        : "entropy below " + exit.substring(ENTROPY.length());
  }
}
