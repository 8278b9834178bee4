package org.wavetrain.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.report.Part.Column;
import org.wavetrain.report.ReportPage.Section;

/**
 * The parts of a page that tell of a corpus. What makes figures too good comes first: recordings of
 * one split that are in another.
 */
final class DataSections {
  private static final int RARE = 10;

  private final String stage;
  private final CorpusFigures own;
  private final CorpusInService champion;

  /**
   * @param stage the stage that made the corpus
   * @param champion the corpus of the model in service
   */
  DataSections(String stage, CorpusFigures own, CorpusInService champion) {
    this.stage = stage;
    this.own = own;
    this.champion = champion;
  }

  List<Section> all() {
    List<Section> sections = new ArrayList<>();
    duplicates().ifPresent(sections::add);
    drift().ifPresent(sections::add);
    List<Part> charts = DistributionCharts.of(own, champion.other());
    if (!charts.isEmpty()) {
      sections.add(
          new Section(
              "distributions-" + stage,
              "How the recordings are",
              "Noise is told by the quietest tenth of a recording, which takes pauses for noise.",
              charts));
    }
    rareCharacters().ifPresent(sections::add);
    sections.add(DataReportTables.of(own.node()).section(stage));
    return sections;
  }

  private Optional<Section> duplicates() {
    JsonNode found = own.node().path("near_duplicates");
    if (found.isMissingNode()) {
      return Optional.empty();
    }
    long beyond = found.path("recordings_beyond_limit").longValue();
    long across = found.path("groups_across_splits").longValue();
    String note =
        "%s of %s compared recordings sound like another one, in %s. %s%s"
            .formatted(
                Wording.count(found.path("recordings_in_groups").longValue()),
                Wording.count(found.path("recordings_compared").longValue()),
                Wording.count(found.path("groups").longValue(), "group", "groups"),
                across == 0
                    ? "No group is in more than one split."
                    : Wording.count(across, "group is", "groups are")
                        + " in more than one split: the model is tested on what it has heard.",
                beyond == 0
                    ? ""
                    : " %s were not compared: they are beyond the most that are."
                        .formatted(Wording.count(beyond, "recording", "recordings")));
    List<List<String>> rows = new ArrayList<>();
    JsonNode groups = own.node().path("near_duplicate_groups");
    for (JsonNode group : groups) {
      if (rows.size() < Part.Table.MOST_ROWS) {
        rows.add(
            List.of(
                FlatRecord.text(group.path("splits")),
                FlatRecord.text(group.path("recordings")),
                FlatRecord.text(group.path("count")),
                Wording.percent(group.path("different_bits_share").doubleValue())));
      }
    }
    List<Part> parts =
        rows.isEmpty()
            ? List.of()
            : List.of(
                new Part.Table(
                        "Recordings that sound the same, those across splits first",
                        List.of(
                            Column.text("Splits"),
                            Column.prose("Recordings"),
                            Column.number("How many"),
                            Column.number("Different bits")),
                        rows)
                    .foldedIfLong(groups.size()));
    return Optional.of(new Section("duplicates-" + stage, "Near-duplicates", note, parts));
  }

  private Optional<Section> drift() {
    if (champion instanceof CorpusInService.Same) {
      return Optional.of(
          new Section(
              "drift-" + stage,
              "Drift",
              "The model in service was trained on this very corpus, so nothing has drifted.",
              List.of()));
    }
    if (champion.other().isEmpty()) {
      return Optional.empty();
    }
    List<List<String>> rows =
        CorpusDrift.between(own, champion.other().get()).stream()
            .map(
                drift ->
                    List.of(
                        drift.measure(),
                        drift.drifted() ? "drifted" : "as before",
                        drift.sentence()))
            .toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Section(
            "drift-" + stage,
            "Drift",
            "How this corpus differs from the one that the model in service was trained on.",
            List.of(
                new Part.Table(
                    "Drift from the champion's corpus",
                    List.of(Column.text("What"), Column.text("Verdict"), Column.prose("Why")),
                    rows))));
  }

  private Optional<Section> rareCharacters() {
    List<List<String>> rows = new ArrayList<>();
    List<String> untrained = new ArrayList<>();
    own.node().path("characters_not_in_training").forEach(one -> untrained.add(one.asText()));
    own.characters().entrySet().stream()
        .filter(character -> character.getValue() < RARE || untrained.contains(character.getKey()))
        .sorted(Map.Entry.comparingByValue())
        .forEach(
            character ->
                rows.add(
                    List.of(
                        character.getKey(),
                        character
                            .getKey()
                            .codePoints()
                            .mapToObj(
                                point -> "U+%04X %s".formatted(point, Character.getName(point)))
                            .findFirst()
                            .orElse(""),
                        Wording.count(character.getValue()),
                        untrained.contains(character.getKey())
                            ? "in no training text: a model cannot write it"
                            : "rare")));
    own.node()
        .path("texts_with_other_characters")
        .properties()
        .forEach(
            character ->
                rows.add(
                    List.of(
                        character.getKey(),
                        "",
                        Wording.count(character.getValue().longValue()),
                        "not allowed; so many texts have it")));
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Section(
            "characters-" + stage,
            "Characters that need a look",
            "",
            List.of(
                new Part.Table(
                        "Rare characters, and those outside of the vocabulary",
                        List.of(
                            Column.text("Character"),
                            Column.text("Name"),
                            Column.number("Times"),
                            Column.prose("Why")),
                        rows.stream().limit(Part.Table.MOST_ROWS).toList())
                    .foldedIfLong(rows.size()))));
  }
}
