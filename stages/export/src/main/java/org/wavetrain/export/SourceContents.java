package org.wavetrain.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;

/**
 * Which sources of a corpus have texts, and which have labels.
 *
 * @param transcribed names of sources, by split
 * @param labelled the same
 */
record SourceContents(
    Map<Split, SortedSet<String>> transcribed, Map<Split, SortedSet<String>> labelled) {

  static SourceContents read(CorpusReader corpus) throws IOException {
    SourceContents contents = new SourceContents(none(), none());
    corpus.forEachDescription(
        utterance -> {
          if (utterance.text().isPresent()) {
            contents.transcribed().get(utterance.split()).add(utterance.source());
          }
          if (utterance.label().isPresent()) {
            contents.labelled().get(utterance.split()).add(utterance.source());
          }
        });
    return contents;
  }

  private static Map<Split, SortedSet<String>> none() {
    Map<Split, SortedSet<String>> none = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      none.put(split, new TreeSet<>());
    }
    return none;
  }

  /** Those that have texts in any split. */
  SortedSet<String> transcribedAnywhere() {
    return anywhere(transcribed);
  }

  /** What there is of a source, in words. */
  String of(String source) {
    List<String> words = new ArrayList<>();
    if (anywhere(transcribed).contains(source)) {
      words.add("with texts");
    }
    if (anywhere(labelled).contains(source)) {
      words.add("with labels");
    }
    return words.isEmpty() ? "neither texts nor labels" : String.join(" and ", words);
  }

  private static SortedSet<String> anywhere(Map<Split, SortedSet<String>> bySplit) {
    SortedSet<String> sources = new TreeSet<>();
    bySplit.values().forEach(sources::addAll);
    return sources;
  }
}
