package org.wavetrain.website;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wavetrain.promotion.JudgedRule;
import org.wavetrain.promotion.Move;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.promotion.RecordedVerdict;
import org.wavetrain.report.Wording;
import org.wavetrain.tracking.ModelVersion;

/** The versions of a model: what was found of each, what was decided, and which were in service. */
record ModelPage(RegistryReader models, String name, List<ModelVersion> versions) {
  PageContent content() {
    Map<String, Integer> aliases = models.aliases(name);
    RegistryReader.History history = models.history(name);
    return PageContent.of(
        "model",
        "Model " + name,
        PageContent.NOW_AND_THEN,
        Map.of(
            "model", name,
            "versions", versions.stream().map(version -> VersionRow.of(version, aliases)).toList(),
            "history", history.moves().stream().map(MoveRow::of).toList(),
            "problems", history.problems()));
  }

  /** A version with its figures and its verdict. */
  record VersionRow(
      int version,
      String aliases,
      String created,
      List<String> figures,
      String runId,
      String decision,
      List<JudgedRule> rules) {
    static VersionRow of(ModelVersion version, Map<String, Integer> aliases) {
      RecordedVerdict verdict = RecordedVerdict.ofTags(version.tags());
      return new VersionRow(
          version.version(),
          aliases.entrySet().stream()
              .filter(alias -> alias.getValue() == version.version())
              .map(Map.Entry::getKey)
              .collect(Collectors.joining(", ")),
          Times.text(version.created()),
          RunRow.FIGURES.stream().map(metric -> figure(version, metric)).toList(),
          version.runId().orElse(""),
          verdict.decision().orElse("was never judged"),
          verdict.rules());
    }

    private static String figure(ModelVersion version, String metric) {
      String value = version.tags().get(Promotion.METRIC_TAG_PREFIX + metric);
      try {
        return value == null ? "–" : Wording.percent(Double.parseDouble(value));
      } catch (NumberFormatException changedByHand) {
        return value;
      }
    }
  }

  /** A change of the version in service. */
  record MoveRow(String when, String what, String who, String why) {
    static MoveRow of(Move move) {
      String from = move.former().map(former -> " in place of " + former).orElse("");
      String kind =
          switch (move.kind()) {
            case PROMOTION -> "passed its gates";
            case BY_HAND -> "by hand, whatever the gates said";
            case ROLLBACK -> "rolled back";
          };
      return new MoveRow(
          Times.text(move.when()),
          "%s: version %d%s, %s".formatted(move.alias(), move.version(), from, kind),
          move.who(),
          move.why());
    }
  }
}
