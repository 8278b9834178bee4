package org.wavetrain.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.wavetrain.report.Part.Column;
import org.wavetrain.report.ReportPage.Section;

/**
 * The data report of an ingest stage, as tables. It follows the shape of the JSON rather than its
 * names: single values make one table, objects of the same fields make one table together; any
 * other object of single values, object of objects or list of objects makes one of its own. Long
 * tables are shown on request.
 */
final class DataReportTables {
  /** The captions say what the rows are. */
  private static final Column WHAT = Column.text("What");

  /** See {@link DataSections}. */
  private static final List<String> SHOWN_ELSEWHERE =
      List.of(
          "near_duplicates",
          "near_duplicate_groups",
          "ranked_values",
          "characters_not_in_training",
          "texts_with_other_characters");

  private static final List<Column> PAIR = List.of(WHAT, Column.number("Value"));

  private final JsonNode report;

  private DataReportTables(JsonNode report) {
    this.report = report;
  }

  static DataReportTables of(JsonNode report) {
    return new DataReportTables(report.<ObjectNode>deepCopy().without(SHOWN_ELSEWHERE));
  }

  Section section(String stage) {
    List<Part> parts = new ArrayList<>();
    List<List<String>> values =
        singleValues(report).stream()
            .map(row -> List.of(Wording.field(row.get(0)), row.get(1)))
            .toList();
    if (!values.isEmpty()) {
      parts.add(new Part.Table("All recordings", PAIR, values));
    }
    List<Map.Entry<String, JsonNode>> alike = alike();
    if (!alike.isEmpty()) {
      parts.add(
          records(
              "Distributions",
              alike.stream().map(field -> Wording.field(field.getKey())).toList(),
              alike.stream().map(Map.Entry::getValue).toList()));
    }
    for (Map.Entry<String, JsonNode> field : report.properties()) {
      if (!alike.contains(field) && !field.getValue().isEmpty()) {
        table(Wording.field(field.getKey()), field.getValue())
            .map(table -> table.foldedIfLong(field.getValue().size()))
            .ifPresent(parts::add);
      }
    }
    return new Section("data-" + stage, "Data", "What %s found.".formatted(stage), parts);
  }

  /** The objects of single values that have exactly the fields of another one. */
  private List<Map.Entry<String, JsonNode>> alike() {
    Map<Set<String>, List<Map.Entry<String, JsonNode>>> byFields =
        report.properties().stream()
            .filter(field -> field.getValue().isObject() && field.getValue().size() > 1)
            .filter(field -> elements(field.getValue()).stream().allMatch(JsonNode::isValueNode))
            .collect(groupingBy(field -> names(field.getValue()), LinkedHashMap::new, toList()));
    return byFields.values().stream()
        .filter(group -> group.size() > 1)
        .findFirst()
        .orElse(List.of());
  }

  private static Optional<Part.Table> table(String title, JsonNode value) {
    if (value.isArray()) {
      return Optional.of(
          value.get(0).isObject()
              ? records(title, List.of(), elements(value))
              : new Part.Table(
                  title,
                  List.of(WHAT),
                  elements(value).stream()
                      .map(element -> List.of(FlatRecord.text(element)))
                      .toList()));
    }
    if (!value.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        elements(value).get(0).isObject()
            ? records(title, List.copyOf(names(value)), elements(value))
            : new Part.Table(title, PAIR, singleValues(value)));
  }

  /** One row for each of several objects, named or not, with a column for every field. */
  private static Part.Table records(String title, List<String> names, List<JsonNode> nodes) {
    List<FlatRecord> records = nodes.stream().map(FlatRecord::of).toList();
    Set<String> fields = new LinkedHashSet<>();
    records.forEach(record -> fields.addAll(record.names()));
    List<Column> columns = new ArrayList<>();
    if (!names.isEmpty()) {
      columns.add(WHAT);
    }
    for (String field : fields) {
      boolean number = records.stream().allMatch(record -> record.mayBeNumber(field));
      String heading = Wording.field(field);
      columns.add(number ? Column.number(heading) : Column.text(heading));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int index = 0; index < Math.min(Part.Table.MOST_ROWS, records.size()); index++) {
      List<String> row = new ArrayList<>();
      if (!names.isEmpty()) {
        row.add(names.get(index));
      }
      FlatRecord record = records.get(index);
      fields.forEach(field -> row.add(record.text(field)));
      rows.add(row);
    }
    String caption =
        records.size() > Part.Table.MOST_ROWS
            ? "%s: the first %s of %s"
                .formatted(title, Part.Table.MOST_ROWS, Wording.count(records.size()))
            : title;
    return new Part.Table(caption, columns, rows);
  }

  private static List<List<String>> singleValues(JsonNode object) {
    return object.properties().stream()
        .filter(field -> field.getValue().isValueNode())
        .map(field -> List.of(field.getKey(), FlatRecord.text(field.getValue())))
        .toList();
  }

  private static Set<String> names(JsonNode object) {
    return object.properties().stream()
        .map(Map.Entry::getKey)
        .collect(toCollection(LinkedHashSet::new));
  }

  private static List<JsonNode> elements(JsonNode container) {
    return StreamSupport.stream(container.spliterator(), false).toList();
  }
}
