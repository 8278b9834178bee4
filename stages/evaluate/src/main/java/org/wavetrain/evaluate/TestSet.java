package org.wavetrain.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wavetrain.corpus.AttributeNames;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;

/**
 * Transcriptions with a name of their own in the files: all of a group, or those of one of its
 * corpora or of one of a corpus's own parts, such as {@code test-clean}.
 *
 * @param transcriptions by id
 */
record TestSet(String name, List<Transcription> transcriptions) {
  private record Part(String source, String subset, String split) {
    static Part of(Utterance utterance) {
      return new Part(
          utterance.source(),
          utterance.attributes().getOrDefault(AttributeNames.SUBSET, ""),
          utterance.split().label());
    }
  }

  /**
   * The whole group, then its parts if there are several or the corpus has a name for the one;
   * nothing if nothing was transcribed.
   */
  static List<TestSet> of(Group group, Transcriptions transcriptions) {
    List<Transcription> all = transcriptions.of(group.splits());
    if (all.isEmpty()) {
      return List.of();
    }
    List<TestSet> sets = new ArrayList<>();
    sets.add(new TestSet(group.name(), all));
    Map<Part, List<Transcription>> parts =
        new TreeMap<>(
            Comparator.comparing(Part::source)
                .thenComparing(Part::subset)
                .thenComparing(Part::split));
    for (Transcription transcription : all) {
      parts
          .computeIfAbsent(Part.of(transcription.utterance()), part -> new ArrayList<>())
          .add(transcription);
    }
    if (parts.size() > 1 || isNamed(parts.keySet().iterator().next(), group)) {
      Set<Part> everywhere = new HashSet<>();
      transcriptions
          .of(EnumSet.allOf(Split.class))
          .forEach(transcription -> everywhere.add(Part.of(transcription.utterance())));
      PlainNames names = new PlainNames();
      names.of(group.name());
      parts.forEach(
          (part, ofPart) -> sets.add(new TestSet(names.of(name(part, everywhere)), ofPart)));
    }
    return sets;
  }

  private static boolean isNamed(Part part, Group group) {
    return !part.subset().isEmpty() && !part.subset().equals(group.name());
  }

  /**
   * The source where there are several, the subset, and the split where the subset has several.
   *
   * @param parts of all groups, whose names would otherwise be alike
   */
  private static String name(Part part, Set<Part> parts) {
    List<String> words = new ArrayList<>();
    if (parts.stream().map(Part::source).distinct().count() > 1) {
      words.add(part.source());
    }
    if (!part.subset().isEmpty()) {
      words.add(part.subset());
    }
    boolean severalSplits =
        parts.stream()
            .anyMatch(
                other ->
                    other.source().equals(part.source())
                        && other.subset().equals(part.subset())
                        && !other.split().equals(part.split()));
    if (part.subset().isEmpty() || severalSplits) {
      words.add(part.split());
    }
    return String.join("-", words);
  }
}
