package org.wavetrain.local.tracking;

import java.util.Collections;
import java.util.List;

/** A comparison in a search filter. */
enum Operator {
  EQUAL("="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  LIKE("LIKE"),
  ILIKE("ILIKE"),
  IN("IN"),
  NOT_IN("NOT IN");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /** The operator that is written so, in letters of any case. */
  static Operator of(String symbol) {
    for (Operator operator : values()) {
      if (operator.symbol.equalsIgnoreCase(symbol)) {
        return operator;
      }
    }
    throw ApiError.invalid("Invalid comparator '" + symbol + "' in filter string.");
  }

  boolean takesNumbers() {
    return ordinal() <= GREATER_OR_EQUAL.ordinal();
  }

  boolean takesText() {
    return this == EQUAL || this == NOT_EQUAL || this == LIKE || this == ILIKE;
  }

  boolean takesList() {
    return this == IN || this == NOT_IN;
  }

  /** Compares a column with the values, of which only lists have more than one. */
  SqlFragment on(String column, List<Object> values) {
    return switch (this) {
      case ILIKE -> new SqlFragment("lower(" + column + ") LIKE lower(?)", values);
      case IN, NOT_IN ->
          new SqlFragment(
              column
                  + " "
                  + symbol
                  + " ("
                  + String.join(", ", Collections.nCopies(values.size(), "?"))
                  + ")",
              values);
      default -> new SqlFragment(column + " " + symbol + " ?", values);
    };
  }

  String symbol() {
    return symbol;
  }
}
