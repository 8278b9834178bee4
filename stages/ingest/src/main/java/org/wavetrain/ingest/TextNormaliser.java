package org.wavetrain.ingest;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;

/**
 * Brings texts to the form that the model learns to write: composed characters (NFC), one case,
 * punctuation removed, single spaces.
 */
final class TextNormaliser {
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /** Typographic apostrophes are the same letter of a word as the plain one. */
  private static final Pattern APOSTROPHES = Pattern.compile("[\u2019\u02bc\u0060\u00b4]");

  private final String letterCase;
  private final Pattern removed;
  private final Pattern forbidden;
  private final boolean rejecting;

  TextNormaliser(Parameters parameters) {
    this.letterCase = parameters.text(IngestStage.LETTER_CASE);
    this.removed = anyOf(parameters.text(IngestStage.REMOVED_CHARACTERS));
    this.forbidden = noneOf(parameters.text(IngestStage.ALLOWED_CHARACTERS));
    this.rejecting = parameters.text(IngestStage.OTHER_CHARACTERS).equals(IngestStage.REJECT);
  }

  /** Spaces divide words, so that they are allowed whether the class has them or not. */
  private static Pattern noneOf(String characterClass) {
    try {
      return Pattern.compile("(?! )[^" + characterClass + "]");
    } catch (PatternSyntaxException e) {
      throw new UserFailure(
          IngestError.INGEST_CHARACTERS_INVALID,
          "allowed_characters is not the inside of a character class: " + characterClass,
          "Write characters and ranges such as a-z' as in a Java regular expression; spaces are"
              + " always allowed.",
          e);
    }
  }

  private static Pattern anyOf(String characters) {
    StringBuilder pattern = new StringBuilder("(?!)");
    characters
        .codePoints()
        .forEach(c -> pattern.append('|').append(Pattern.quote(Character.toString(c))));
    return Pattern.compile(pattern.toString());
  }

  /**
   * @param others counts the characters that are not allowed
   * @throws UtteranceRejected when nothing is left, or a character is not allowed and none are
   *     removed
   */
  String normalise(String text, OtherCharacters.OfSource others) throws UtteranceRejected {
    String folded = folded(text);
    List<String> notAllowed = forbidden.matcher(folded).results().map(MatchResult::group).toList();
    others.add(notAllowed);
    if (rejecting && !notAllowed.isEmpty()) {
      throw new UtteranceRejected(
          RejectReason.TEXT_CHARACTERS,
          "Its text has the character \"%s\", which is not allowed: \"%s\"."
              .formatted(notAllowed.get(0), folded));
    }
    String normalised = spaced(forbidden.matcher(folded).replaceAll(""));
    if (normalised.isEmpty()) {
      throw new UtteranceRejected(RejectReason.TEXT_EMPTY, "Its text is empty: \"" + text + "\".");
    }
    return normalised;
  }

  private String folded(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    String plain = APOSTROPHES.matcher(composed).replaceAll("'");
    String cleaned = removed.matcher(plain).replaceAll(" ");
    String cased =
        switch (letterCase) {
          case "lower" -> cleaned.toLowerCase(Locale.ROOT);
          case "upper" -> cleaned.toUpperCase(Locale.ROOT);
          default -> cleaned;
        };
    // Another case can be written with several characters that have a composed form.
    return spaced(Normalizer.normalize(cased, Normalizer.Form.NFC));
  }

  private static String spaced(String text) {
    return SPACES.matcher(text).replaceAll(" ").strip();
  }
}
