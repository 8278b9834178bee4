package org.wavetrain.training.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** White space as Python knows it, which jiwer's transformations are written in. */
final class WhiteSpace {
  /** {@code str.isspace}: Unicode's white space, and the separators of ASCII. */
  private static final String ANY = "[\\s\\x1c-\\x1f]";

  private static final Pattern AROUND = unicode("^" + ANY + "+|" + ANY + "+$");
  private static final Pattern SEVERAL = unicode(ANY + "{2,}");
  private static final Pattern SPACE = Pattern.compile(" ");

  private WhiteSpace() {}

  /** Without white space around it: jiwer's {@code Strip}. */
  static String stripped(String text) {
    return AROUND.matcher(text).replaceAll("");
  }

  /**
   * jiwer's {@code RemoveMultipleSpaces}, {@code Strip} and {@code ReduceToListOfListOfWords}: only
   * spaces delimit words, and runs of white space become one.
   */
  static List<String> words(String text) {
    String single = stripped(SEVERAL.matcher(text).replaceAll(" "));
    return Arrays.stream(SPACE.split(single)).filter(word -> !word.isEmpty()).toList();
  }

  private static Pattern unicode(String pattern) {
    return Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
  }
}
