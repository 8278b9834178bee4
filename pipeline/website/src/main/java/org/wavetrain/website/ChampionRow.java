package org.wavetrain.website;

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
 */
record ChampionRow(String model, String version, String figure, String since) {
  static ChampionRow none(String model) {
    return new ChampionRow(model, "", "", "");
  }

  static ChampionRow of(ModelVersion champion) {
    String metric = champion.tags().getOrDefault(DeclaredGates.METRIC_TAG, "");
    String value = champion.tags().getOrDefault(Promotion.METRIC_TAG_PREFIX + metric, "");
    return new ChampionRow(
        champion.model(),
        Integer.toString(champion.version()),
        value.isEmpty() ? "" : metric + " " + rounded(value),
        Times.text(champion.tags().getOrDefault(Champions.PROMOTED_TAG, "")));
  }

  private static String rounded(String value) {
    try {
      return String.format(Locale.ROOT, "%.4f", Double.parseDouble(value));
    } catch (NumberFormatException changedByHand) {
      return value;
    }
  }
}
