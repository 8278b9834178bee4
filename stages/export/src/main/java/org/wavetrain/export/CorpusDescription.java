package org.wavetrain.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wavetrain.corpus.CorpusSource;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.SpeakerUnit;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.SplitSummary;

/** What a model card says of the corpus that a transcriber was trained and tested on. */
record CorpusDescription(CorpusSummary corpus) {
  /** Tables in Markdown. */
  String tables() {
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

  private static List<String> of(CorpusSource source) {
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
              "%d recordings, %d %s, %.2f hours",
              size.utterances(),
              size.speakers(),
              speakers(),
              size.seconds() / 3600));
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
        "Its test split shares %d %s and %d sentences with the training split."
            .formatted(speakers, speakers(), sentences);
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
