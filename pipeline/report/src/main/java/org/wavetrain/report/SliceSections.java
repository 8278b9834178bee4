package org.wavetrain.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.evaluation.EvaluationArtifact;
import org.wavetrain.evaluation.EvaluationArtifact.Slice;
import org.wavetrain.report.Part.Column;
import org.wavetrain.report.ReportPage.Section;

/** The parts of the page that tell whom a model serves worse than others. */
final class SliceSections {
  private static final String SPEAKER = "speaker";
  private static final Map<String, String> TITLES = titles();

  private final EvaluationArtifact evaluation;

  SliceSections(EvaluationArtifact evaluation) {
    this.evaluation = evaluation;
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("set", "Test sets");
    titles.put("sex", "Sex");
    titles.put("severity", "Severity of the disorder");
    titles.put("duration", "Length of the utterance");
    return titles;
  }

  List<Section> all() {
    List<Section> sections = new ArrayList<>();
    List<Part> tables = new ArrayList<>();
    TITLES.forEach(
        (kind, title) -> {
          List<List<String>> rows = of(kind).stream().map(SliceSections::transcribed).toList();
          if (!rows.isEmpty()) {
            tables.add(
                new Part.Table(
                    "Results by " + title.toLowerCase(Locale.ROOT), columns(title), rows));
          }
        });
    if (!tables.isEmpty()) {
      sections.add(
          new Section(
              "slices",
              "Slices",
              "Error rates of parts of the speech, each with its 95 % interval by the bootstrap"
                  + " over utterances.",
              tables));
    }
    speakers().ifPresent(sections::add);
    return sections;
  }

  private Optional<Section> speakers() {
    List<Slice> speakers = of(SPEAKER);
    if (speakers.isEmpty()) {
      return Optional.empty();
    }
    boolean many = speakers.size() > Part.Table.MOST_ROWS;
    String caption =
        many
            ? "Results by speaker: the %d with the highest WER of %s"
                .formatted(Part.Table.MOST_ROWS, Wording.count(speakers.size()))
            : "Results by speaker";
    List<List<String>> rows =
        (many ? worst(speakers) : speakers).stream().map(SliceSections::speaker).toList();
    List<Column> columns = new ArrayList<>(columns("Speaker"));
    columns.add(Column.number("Classified"));
    columns.add(Column.number("Accuracy"));
    return Optional.of(
        new Section(
            "speakers",
            "Speakers",
            "",
            List.of(new Part.Table(caption, columns, rows).foldedIfLong(speakers.size()))));
  }

  private static List<Slice> worst(List<Slice> speakers) {
    return speakers.stream()
        .sorted(
            Comparator.comparing(
                Slice::wer, Comparator.nullsLast(Comparator.<Double>reverseOrder())))
        .limit(Part.Table.MOST_ROWS)
        .toList();
  }

  private List<Slice> of(String kind) {
    return evaluation.slices().stream().filter(slice -> slice.kind().equals(kind)).toList();
  }

  private static List<Column> columns(String title) {
    return List.of(
        Column.text(title),
        Column.text("Of"),
        Column.number("Transcribed"),
        Column.number("WER"),
        Column.number("95 %"),
        Column.number("CER"));
  }

  private static List<String> speaker(Slice slice) {
    List<String> row = new ArrayList<>(transcribed(slice));
    row.add(Wording.count(slice.classified()));
    row.add(share(slice.accuracy()));
    return row;
  }

  private static List<String> transcribed(Slice slice) {
    boolean sure = slice.werLow() != null && slice.werHigh() != null;
    return List.of(
        slice.value(),
        slice.set(),
        Wording.count(slice.transcribed()),
        share(slice.wer()),
        sure ? share(slice.werLow()) + " to " + share(slice.werHigh()) : "–",
        share(slice.cer()));
  }

  private static String share(Double value) {
    return value == null ? "–" : Wording.percent(value);
  }
}
