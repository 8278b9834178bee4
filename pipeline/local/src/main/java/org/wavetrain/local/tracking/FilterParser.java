package org.wavetrain.local.tracking;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads MLflow's search language: comparisons joined by AND, such as {@code metrics.wer < 0.2 and
 * tags.`my tag` LIKE '%x%' and attributes.run_id IN ('a', 'b')}. A text stands in single or double
 * quotes and cannot hold the quote that it stands in.
 */
final class FilterParser {
  private FilterParser() {}

  /** The conditions, none for an empty text. */
  static List<Comparison> parse(String filter) {
    FilterTokens tokens = new FilterTokens(filter);
    List<Comparison> comparisons = new ArrayList<>();
    while (!tokens.atEnd()) {
      if (!comparisons.isEmpty() && !tokens.takeWord("AND")) {
        throw tokens.unexpected("AND");
      }
      comparisons.add(comparison(tokens));
    }
    return comparisons;
  }

  /** Terms such as {@code metrics.wer DESC}; ascending unless said otherwise. */
  static List<Ordering> parseOrder(List<String> terms) {
    return terms.stream().map(FilterParser::ordering).toList();
  }

  private static Ordering ordering(String term) {
    FilterTokens tokens = new FilterTokens(term);
    Field field = field(tokens);
    boolean descending = tokens.takeWord("DESC");
    if (!descending) {
      tokens.takeWord("ASC");
    }
    if (!tokens.atEnd()) {
      throw ApiError.invalid("Invalid order_by clause '" + term + "'. Could not be parsed.");
    }
    return new Ordering(field, !descending);
  }

  private static Comparison comparison(FilterTokens tokens) {
    Field field = field(tokens);
    String symbol = tokens.operator();
    if (symbol.equalsIgnoreCase("NOT")) {
      symbol += " " + tokens.word("IN");
    }
    Operator operator = Operator.of(symbol);
    return new Comparison(
        field, operator, operator.takesList() ? list(tokens) : List.of(value(tokens)));
  }

  private static Field field(FilterTokens tokens) {
    if (tokens.atEnd()) {
      throw tokens.unexpected("a name");
    }
    String first = tokens.prefix();
    return tokens.take('.')
        ? new Field(Field.Kind.of(first), tokens.name())
        : new Field(Field.Kind.ATTRIBUTE, first);
  }

  private static List<Object> list(FilterTokens tokens) {
    if (!tokens.take('(')) {
      throw tokens.unexpected("a list in parentheses");
    }
    List<Object> values = new ArrayList<>();
    do {
      if (!tokens.startsWith('\'') && !tokens.startsWith('"')) {
        throw tokens.unexpected("a quoted value");
      }
      values.add(tokens.quoted());
    } while (tokens.take(','));
    if (!tokens.take(')')) {
      throw tokens.unexpected("a closing parenthesis");
    }
    return values;
  }

  private static Object value(FilterTokens tokens) {
    if (tokens.startsWith('\'') || tokens.startsWith('"')) {
      return tokens.quoted();
    }
    String word = tokens.word("a quoted value or a number");
    try {
      return Double.valueOf(word);
    } catch (NumberFormatException e) {
      throw ApiError.invalid(
          "Expected a number or a quoted string value (e.g. 'my-value'). Got value " + word + ".");
    }
  }
}
