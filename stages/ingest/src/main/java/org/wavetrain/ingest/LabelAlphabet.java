package org.wavetrain.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.wavetrain.corpus.Split;

/** The characters of the texts: what a transcriber learns to write. */
final class LabelAlphabet {
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<Split, Set<String>> ofSplits = new EnumMap<>(Split.class);

  void add(Split split, String text) {
    Set<String> ofSplit = ofSplits.computeIfAbsent(split, any -> new TreeSet<>());
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(
            character -> {
              counts.merge(character, 1, Integer::sum);
              ofSplit.add(character);
            });
  }

  /** How often each occurs in all splits together. */
  Map<String, Integer> counts() {
    return counts;
  }

  /** What the person watching is told: the commonest first, so that slips stand last. */
  List<String> messages() {
    List<String> messages = new ArrayList<>();
    if (counts.isEmpty()) {
      return messages;
    }
    messages.add("The texts have %d characters: %s.".formatted(counts.size(), described(counts)));
    if (has(Character::isUpperCase) && has(Character::isLowerCase)) {
      messages.add(
          "The texts have capital and small letters, which are different letters to a model: set"
              + " letter_case unless that is meant.");
    }
    Set<String> unknown = notInTraining();
    if (!unknown.isEmpty()) {
      messages.add(
          "No training text has %s, which texts to be tested on have: a model cannot write them."
              .formatted(String.join(" ", unknown)));
    }
    return messages;
  }

  /** Characters of other splits that no training text has; none without training texts. */
  Set<String> notInTraining() {
    if (!ofSplits.containsKey(Split.TRAIN)) {
      return Set.of();
    }
    Set<String> unknown = new TreeSet<>(counts.keySet());
    unknown.removeAll(ofSplits.get(Split.TRAIN));
    return unknown;
  }

  private boolean has(IntPredicate kind) {
    return counts.keySet().stream().anyMatch(character -> kind.test(character.codePointAt(0)));
  }

  /** Characters and how often they occur, the commonest first. */
  static String described(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(
            count ->
                (count.getKey().equals(" ") ? "space" : count.getKey()) + " " + count.getValue())
        .collect(Collectors.joining(", "));
  }
}
