package org.wavetrain.website;

import java.util.List;
import java.util.Locale;
import org.wavetrain.promotion.Champions;
import org.wavetrain.promotion.DeclaredGates;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.ModelVersion;

/**
 * A model and its version in service.
 *
 * @param version empty if none is
 * @param figure what it is judged by, with its value; empty if its tags do not tell
 * @param since when it was put in service; empty if its tags do not tell
 * @param problems why nothing is known of it, as sentences; usually none
 */
record ChampionRow(
    String model, String version, String figure, String since, List<String> problems) {
  static ChampionRow none(String model) {
    return new ChampionRow(model, "", "", "", List.of());
  }

  static ChampionRow unreadable(String model, String problem) {
    return new ChampionRow(model, "", "", "", List.of(problem));
  }

  static ChampionRow of(ModelVersion champion) {
    String metric = champion.tags().getOrDefault(DeclaredGates.METRIC_TAG, "");
    String value = champion.tags().getOrDefault(Promotion.METRIC_TAG_PREFIX + metric, "");
    return new ChampionRow(
        champion.model(),
        Integer.toString(champion.version()),
        value.isEmpty() ? "" : metric + " " + rounded(value),
        Times.text(champion.tags().getOrDefault(Champions.PROMOTED_TAG, "")),
        List.of());
  }

  private static String rounded(String value) {
    try {
      return String.format(Locale.ROOT, "%.4f", Double.parseDouble(value));
    } catch (NumberFormatException changedByHand) {
      return value;
    }
  }
}
