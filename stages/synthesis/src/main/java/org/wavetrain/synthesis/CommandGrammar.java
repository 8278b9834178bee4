package org.wavetrain.synthesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The sentences of the stand-in command corpus, such as {@code bring red lamp home now}: one word
 * of each of five slots, 32 words in all, 9,216 sentences.
 */
final class CommandGrammar {
  private static final List<List<String>> SLOTS =
      List.of(
          List.of("bring", "drop", "find", "hold", "move", "send", "take", "lift"),
          List.of("red", "blue", "green", "black", "white", "pink"),
          List.of("box", "cup", "lamp", "plate", "stone", "chair", "book", "flag"),
          List.of("north", "south", "left", "right", "home", "outside"),
          List.of("now", "later", "today", "soon"));

  private CommandGrammar() {}

  /** How many different sentences there are. */
  static int size() {
    return SLOTS.stream().mapToInt(List::size).reduce(1, Math::multiplyExact);
  }

  /**
   * Draws sentences without repeating one.
   *
   * @param count at most {@link #size}
   */
  static List<String> draw(int count, Random random) {
    if (count > size()) {
      throw new IllegalArgumentException(
          "the grammar has " + size() + " sentences, " + count + " were asked for");
    }
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, random);
    return numbers.stream().limit(count).map(CommandGrammar::sentence).toList();
  }

  private static String sentence(int number) {
    List<String> words = new ArrayList<>();
    int rest = number;
    for (List<String> slot : SLOTS) {
      words.add(slot.get(rest % slot.size()));
      rest /= slot.size();
    }
    return String.join(" ", words);
  }
}
