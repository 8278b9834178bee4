package org.wavetrain.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the words of {@link CommandGrammar} are said, in TIMIT's symbols (its PHONCODE.DOC). */
final class Phones {
  private static final String SILENCE = "h#";

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("bring", "b r ih ng"),
          Map.entry("drop", "d r aa p"),
          Map.entry("find", "f ay n d"),
          Map.entry("hold", "hh ow l d"),
          Map.entry("move", "m uw v"),
          Map.entry("send", "s eh n d"),
          Map.entry("take", "t ey k"),
          Map.entry("lift", "l ih f t"),
          Map.entry("red", "r eh d"),
          Map.entry("blue", "b l uw"),
          Map.entry("green", "g r iy n"),
          Map.entry("black", "b l ae k"),
          Map.entry("white", "w ay t"),
          Map.entry("pink", "p ih ng k"),
          Map.entry("box", "b aa k s"),
          Map.entry("cup", "k ah p"),
          Map.entry("lamp", "l ae m p"),
          Map.entry("plate", "p l ey t"),
          Map.entry("stone", "s t ow n"),
          Map.entry("chair", "ch eh r"),
          Map.entry("book", "b uh k"),
          Map.entry("flag", "f l ae g"),
          Map.entry("north", "n ao r th"),
          Map.entry("south", "s aw th"),
          Map.entry("left", "l eh f t"),
          Map.entry("right", "r ay t"),
          Map.entry("home", "hh ow m"),
          Map.entry("outside", "aw t s ay d"),
          Map.entry("now", "n aw"),
          Map.entry("later", "l ey dx er"),
          Map.entry("today", "t ax d ey"),
          Map.entry("soon", "s uw n"));

  private Phones() {}

  /** Those of a sentence, silence before and after it. */
  static List<String> of(String sentence) {
    List<String> phones = new ArrayList<>(List.of(SILENCE));
    for (String word : sentence.split(" ")) {
      phones.addAll(List.of(WORDS.get(word).split(" ")));
    }
    phones.add(SILENCE);
    return phones;
  }
}
