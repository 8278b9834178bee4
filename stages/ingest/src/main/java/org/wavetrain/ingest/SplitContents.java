package org.wavetrain.ingest;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wavetrain.corpus.Split;

/** Who speaks in each split and what is said there. */
final class SplitContents {
  private static final int EXAMPLES = 10;

  private final Map<Split, Set<String>> speakers = new EnumMap<>(Split.class);
  private final Map<Split, Set<String>> sentences = new EnumMap<>(Split.class);

  SplitContents() {
    for (Split split : Split.values()) {
      speakers.put(split, new HashSet<>());
      sentences.put(split, new HashSet<>());
    }
  }

  void add(Split split, String speaker, Optional<String> sentence) {
    speakers.get(split).add(speaker);
    sentence.ifPresent(sentences.get(split)::add);
  }

  boolean says(Split split, String sentence) {
    return sentences.get(split).contains(sentence);
  }

  /** What two splits have in common. */
  Overlap overlap(Split one, Split other) {
    return new Overlap(
        common(speakers.get(one), speakers.get(other)),
        common(sentences.get(one), sentences.get(other)));
  }

  /** Some speakers that two splits have in common. */
  List<String> sharedSpeakers(Split one, Split other) {
    return examples(speakers.get(one), speakers.get(other));
  }

  /** Some sentences that two splits have in common. */
  List<String> sharedSentences(Split one, Split other) {
    return examples(sentences.get(one), sentences.get(other));
  }

  private static List<String> examples(Set<String> one, Set<String> other) {
    return one.stream().filter(other::contains).sorted().limit(EXAMPLES).toList();
  }

  private static int common(Set<String> one, Set<String> other) {
    return (int) one.stream().filter(other::contains).count();
  }

  /** How many speakers and sentences two splits have in common. */
  record Overlap(int speakers, int sentences) {}
}
