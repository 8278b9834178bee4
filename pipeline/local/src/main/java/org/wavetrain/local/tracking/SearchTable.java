package org.wavetrain.local.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be searched for in one table, and how that is said in SQL. Only names that are listed
 * here get into the text of a statement.
 *
 * @param attributes columns of the table itself, by the name used in filters
 * @param related tables with one row for each key, by the kind that filters use
 */
record SearchTable(Map<String, Column> attributes, Map<Field.Kind, Related> related) {
  SearchTable {
    attributes = Map.copyOf(attributes);
    related = Map.copyOf(related);
  }

  /** A column, qualified with its table. */
  record Column(String name, boolean numeric) {
    static Column text(String name) {
      return new Column(name, false);
    }

    static Column number(String name) {
      return new Column(name, true);
    }
  }

  /**
   * A table of keys and values.
   *
   * @param table its name
   * @param join the condition that ties its rows to a row that is searched for
   * @param numeric whether its values are numbers
   */
  record Related(String table, String join, boolean numeric) {
    private SqlFragment valueOf(String key) {
      return new SqlFragment(
          "(SELECT value FROM %s WHERE %s AND \"key\" = ?)".formatted(table, join), List.of(key));
    }

    private SqlFragment isNanOf(String key) {
      return new SqlFragment(
          "(SELECT is_nan FROM %s WHERE %s AND \"key\" = ?)".formatted(table, join), List.of(key));
    }
  }

  /** A WHERE clause's conditions: all of them hold. */
  List<SqlFragment> conditions(String filter) {
    return FilterParser.parse(filter).stream().map(this::condition).toList();
  }

  /** Terms of an ORDER BY clause: rows without a value come last, before them NaN. */
  List<SqlFragment> order(List<String> terms) {
    List<SqlFragment> order = new ArrayList<>();
    for (Ordering ordering : FilterParser.parseOrder(terms)) {
      String direction = ordering.ascending() ? " ASC" : " DESC";
      Field field = ordering.field();
      Optional<Related> table = relatedTo(field);
      SqlFragment value =
          table.isPresent()
              ? table.get().valueOf(field.name())
              : new SqlFragment(column(field).name());
      order.add(new SqlFragment(value.text() + " IS NULL", value.values()));
      if (table.isPresent() && table.get().numeric()) {
        order.add(table.get().isNanOf(field.name()));
      }
      order.add(new SqlFragment(value.text() + direction, value.values()));
    }
    return order;
  }

  private SqlFragment condition(Comparison comparison) {
    Field field = comparison.field();
    Optional<Related> table = relatedTo(field);
    boolean numeric = table.isPresent() ? table.get().numeric() : column(field).numeric();
    check(comparison, numeric, table.isEmpty());
    if (table.isEmpty()) {
      return comparison.operator().on(column(field).name(), comparison.values());
    }
    SqlFragment value = comparison.operator().on("value", comparison.values());
    List<Object> values = new ArrayList<>(List.of(field.name()));
    values.addAll(value.values());
    return new SqlFragment(
        "EXISTS (SELECT 1 FROM %s WHERE %s AND \"key\" = ? AND %s)"
            .formatted(table.get().table(), table.get().join(), value.text()),
        values);
  }

  private static void check(Comparison comparison, boolean numeric, boolean attribute) {
    Operator operator = comparison.operator();
    boolean allowed =
        numeric
            ? operator.takesNumbers()
            : operator.takesText() || attribute && operator.takesList();
    if (!allowed) {
      throw ApiError.invalid(
          "Invalid comparator '" + operator.symbol() + "' for " + comparison.field().name() + ".");
    }
    if (numeric != comparison.isNumeric()) {
      throw ApiError.invalid(
          "Expected a %s for %s. Found %s"
              .formatted(
                  numeric ? "numeric value" : "quoted string value",
                  comparison.field().name(),
                  comparison.values().get(0)));
    }
  }

  private Optional<Related> relatedTo(Field field) {
    if (field.kind() == Field.Kind.ATTRIBUTE) {
      return Optional.empty();
    }
    Related table = related.get(field.kind());
    if (table == null) {
      throw ApiError.invalid("Invalid entity type '" + field.kind() + "' for this search.");
    }
    return Optional.of(table);
  }

  private Column column(Field field) {
    Column column = attributes.get(field.name());
    if (column == null) {
      throw ApiError.invalid(
          "Invalid attribute key '"
              + field.name()
              + "' specified. Valid keys are "
              + attributes.keySet().stream().sorted().toList());
    }
    return column;
  }
}
