package org.wavetrain.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusSource;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.SpeakerUnit;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.SplitSummary;

/**
 * What a model card says of the corpus that a transcriber was trained and tested on.
 *
 * @param contents what its sources have
 * @param report what ingest found; missing if it is not there
 */
record CorpusDescription(CorpusSummary corpus, SourceContents contents, JsonNode report) {
  private static final String REPORT = "data_report.json";

  /** Reads what ingest kept beside the recordings; augmented corpora have nothing. */
  static CorpusDescription read(ArtifactReader artifact) throws IOException {
    CorpusReader corpus = CorpusReader.open(artifact);
    return new CorpusDescription(corpus.summary(), SourceContents.read(corpus), report(artifact));
  }

  private static JsonNode report(ArtifactReader artifact) throws IOException {
    if (artifact.manifest().files().stream().noneMatch(file -> file.path().equals(REPORT))) {
      return MissingNode.getInstance();
    }
    try (InputStream content = artifact.open(REPORT)) {
      return new JsonMapper().readTree(content.readAllBytes());
    }
  }

  /** Markdown. */
  String text() {
    return tables() + overlaps() + duplicates() + rejects() + licences();
  }

  private String overlaps() {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode overlap : report.path("overlaps")) {
      rows.add(
          List.of(
              overlap.path("splits").path(0).asText()
                  + ", "
                  + overlap.path("splits").path(1).asText(),
              overlap.path("after").path("speakers").asText(CardNumber.NONE),
              overlap.path("after").path("sentences").asText(CardNumber.NONE)));
    }
    return rows.isEmpty()
        ? ""
        : "\n"
            + MarkdownTable.of(List.of("Splits", "Shared " + speakers(), "Shared sentences"), rows);
  }

  private String duplicates() {
    JsonNode found = report.path("near_duplicates");
    return found.isMissingNode()
        ? ""
        : "\n%s recordings were compared by their sound: %s groups are near-duplicates, %s of them in more than one split.%s\n"
            .formatted(
                found.path("recordings_compared").asText(CardNumber.NONE),
                found.path("groups").asText(CardNumber.NONE),
                found.path("groups_across_splits").asText(CardNumber.NONE),
                found.path("recordings_beyond_limit").longValue() == 0
                    ? ""
                    : " %s more were not compared."
                        .formatted(found.path("recordings_beyond_limit").asText()));
  }

  private String rejects() {
    if (corpus.rejects().isEmpty()) {
      return "\nNo recording was set aside because something was wrong with it.\n";
    }
    return "\nSet aside because something was wrong with them: "
        + new TreeMap<>(corpus.rejects())
            .entrySet().stream()
                .map(reject -> reject.getValue() + " for `" + reject.getKey() + "`")
                .collect(Collectors.joining(", "))
        + ".\n";
  }

  private String licences() {
    if (corpus.sources().isEmpty()) {
      return "";
    }
    Map<String, Object> rows = new TreeMap<>();
    corpus
        .sources()
        .forEach(
            source ->
                rows.put(
                    source.name(),
                    source.licence().stated()
                        ? "\u201c%s\u201d (`%s`%s)"
                            .formatted(
                                source.licence().words(),
                                source.licence().file(),
                                source.licence().identifier().isEmpty()
                                    ? ""
                                    : ": " + source.licence().identifier())
                        : "states none"));
    return "\n" + MarkdownTable.of("Recordings", "Licence that they state", rows);
  }

  /** Tables in Markdown. */
  private String tables() {
    String sources =
        corpus.sources().isEmpty()
            ? ""
            : MarkdownTable.of("Recordings", "Layout and division", sources()) + "\n";
    return sources + MarkdownTable.of("Split of the corpus", "Size", splits());
  }

  private Map<String, Object> sources() {
    Map<String, Object> rows = new TreeMap<>();
    corpus
        .sources()
        .forEach(
            source ->
                rows.put(source.name(), source.layout() + "; " + String.join("; ", of(source))));
    return rows;
  }

  private List<String> of(CorpusSource source) {
    List<String> words = new ArrayList<>();
    words.add(
        switch (source.dividedBy()) {
          case CORPUS -> "divided as the corpus says";
          case DRAWING -> "divided by chance";
          case NOTHING -> "not divided";
        });
    if (!source.drawnFromTraining().isEmpty()) {
      words.add(
          String.join(" and ", source.drawnFromTraining()) + " drawn from its training speakers");
    }
    if (source.speakerUnit() == SpeakerUnit.BOOK) {
      words.add("its speakers are books");
    }
    words.add(contents.of(source.name()));
    if (source.synthetic()) {
      words.add("not spoken by anybody: \u201c" + source.synthesis() + "\u201d");
    }
    return words;
  }

  private Map<String, Object> splits() {
    Map<String, Object> splits = new TreeMap<>();
    for (Split split : Split.values()) {
      SplitSummary size = corpus.split(split);
      splits.put(
          split.label(),
          String.format(
              Locale.ROOT,
              "%s, %s, %.2f hours; %,d with a text, %,d with a label",
              counted(size.utterances(), "recordings"),
              counted(size.speakers(), speakers()),
              size.seconds() / 3600,
              size.transcribed(),
              size.labelled()));
    }
    return splits;
  }

  /**
   * What the test split has in common with the training split, in a sentence.
   *
   * @param speakers how many names of speakers
   * @param sentences how many sentences
   */
  String shared(long speakers, long sentences) {
    String shared =
        "Its test split shares %s and %s with the training split."
            .formatted(counted(speakers, speakers()), counted(sentences, "sentences"));
    String books =
        corpus.sources().stream()
            .filter(source -> source.speakerUnit() == SpeakerUnit.BOOK)
            .map(CorpusSource::name)
            .collect(Collectors.joining(", "));
    return books.isEmpty()
        ? shared
        : shared
            + " In %s that keeps books apart, not voices: these may be the same, so its figures are those of known voices."
                .formatted(books);
  }

  /**
   * @param things more of them than one
   */
  private static String counted(long count, String things) {
    return String.format(
        Locale.ROOT, "%,d %s", count, count == 1 ? things.replaceAll("s( or |$)", "$1") : things);
  }

  private String speakers() {
    long books =
        corpus.sources().stream()
            .filter(source -> source.speakerUnit() == SpeakerUnit.BOOK)
            .count();
    if (books == 0) {
      return "speakers";
    }
    return books == corpus.sources().size() ? "books" : "speakers or books";
  }
}
