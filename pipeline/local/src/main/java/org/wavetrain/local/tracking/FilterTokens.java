package org.wavetrain.local.tracking;

/** Cuts a filter or an ordering into its tokens. */
final class FilterTokens {
  private static final String OPERATOR_CHARACTERS = "=!<>";

  private final String text;
  private int position;

  FilterTokens(String text) {
    this.text = text;
  }

  boolean atEnd() {
    skipSpace();
    return position == text.length();
  }

  /** Whether the next token starts with the character, which stays where it is. */
  boolean startsWith(char character) {
    return !atEnd() && text.charAt(position) == character;
  }

  /** Takes the character if it is next. */
  boolean take(char character) {
    if (!startsWith(character)) {
      return false;
    }
    position++;
    return true;
  }

  /** Takes the word if it is next, in letters of any case. */
  boolean takeWord(String word) {
    skipSpace();
    int end = position + word.length();
    boolean found =
        text.regionMatches(true, position, word, 0, word.length())
            && (end == text.length() || !isWordCharacter(text.charAt(end)));
    if (found) {
      position = end;
    }
    return found;
  }

  /** Takes a name: plain, or in backticks or double quotes when it holds other characters. */
  String name() {
    return startsWith('`') || startsWith('"') ? quoted() : word("a name");
  }

  /** Takes the name before a dot, or a name without one. */
  String prefix() {
    if (startsWith('`') || startsWith('"')) {
      return quoted();
    }
    int start = position;
    while (position < text.length()
        && isWordCharacter(text.charAt(position))
        && text.charAt(position) != '.') {
      position++;
    }
    if (position == start) {
      throw unexpected("a name");
    }
    return text.substring(start, position);
  }

  /** Takes what stands between the quotes that come next. */
  String quoted() {
    char quote = text.charAt(position);
    int end = text.indexOf(quote, position + 1);
    if (end < 0) {
      throw ApiError.invalid("Invalid filter '" + text + "': a quote is not closed.");
    }
    String content = text.substring(position + 1, end);
    position = end + 1;
    return content;
  }

  /** Takes characters like {@code >=}, or a word like {@code LIKE}. */
  String operator() {
    skipSpace();
    int start = position;
    while (position < text.length() && OPERATOR_CHARACTERS.indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    return position > start ? text.substring(start, position) : word("a comparison");
  }

  /** Takes a run of letters, digits and {@code _ . - / : +}. */
  String word(String expected) {
    skipSpace();
    int start = position;
    while (position < text.length() && isWordCharacter(text.charAt(position))) {
      position++;
    }
    if (position == start) {
      throw unexpected(expected);
    }
    return text.substring(start, position);
  }

  ApiError unexpected(String expected) {
    String rest = position < text.length() ? "'" + text.substring(position) + "'" : "its end";
    return ApiError.invalid(
        "Invalid clause(s) in filter string '"
            + text
            + "': expected "
            + expected
            + " at "
            + rest
            + ".");
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private static boolean isWordCharacter(char character) {
    return Character.isLetterOrDigit(character) || "_.-/:+".indexOf(character) >= 0;
  }
}
