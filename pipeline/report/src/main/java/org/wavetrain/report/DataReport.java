package org.wavetrain.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.report.Part.Column;
import org.wavetrain.report.ReportPage.Section;

/**
 * The data report of an ingest stage, as tables. It follows the shape of the JSON rather than its
 * names: single values make one table; an object of single values, an object of objects or a list
 * of objects make one table each.
 */
final class DataReport {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_ROWS = 50;

  private final JsonNode report;

  private DataReport(JsonNode report) {
    this.report = report;
  }

  static DataReport read(ArtifactReader artifact) throws IOException {
    try (InputStream stream = artifact.open("data_report.json")) {
      return new DataReport(JSON.readTree(stream.readAllBytes()));
    }
  }

  Section section(String stage) {
    List<Part> parts = new ArrayList<>();
    List<List<String>> values = singleValues(report);
    if (!values.isEmpty()) {
      parts.add(new Part.Table("All recordings", pair("What"), values));
    }
    for (Map.Entry<String, JsonNode> field : report.properties()) {
      addTable(parts, words(field.getKey()), field.getValue());
    }
    return new Section("data-" + stage, "Data", "What %s found.".formatted(stage), parts);
  }

  private static void addTable(List<Part> parts, String title, JsonNode value) {
    if (value.isEmpty()) {
      return;
    }
    if (value.isArray() && value.get(0).isObject()) {
      parts.add(records(title, List.of(), elements(value)));
    } else if (value.isObject() && value.properties().iterator().next().getValue().isObject()) {
      List<String> names = value.properties().stream().map(Map.Entry::getKey).toList();
      parts.add(records(title, names, elements(value)));
    } else if (value.isObject()) {
      parts.add(new Part.Table(title, pair(title), singleValues(value)));
    } else if (value.isArray()) {
      parts.add(
          new Part.Table(
              title,
              List.of(Column.text(title)),
              List.of(
                  List.of(
                      String.join(" ", elements(value).stream().map(DataReport::text).toList())))));
    }
  }

  /** One row for each of several objects, named or not, with a column for every field. */
  private static Part.Table records(String title, List<String> names, List<JsonNode> records) {
    Set<String> fields = new LinkedHashSet<>();
    records.forEach(node -> node.properties().forEach(field -> fields.add(field.getKey())));
    List<Column> columns = new ArrayList<>();
    if (!names.isEmpty()) {
      columns.add(Column.text(title));
    }
    for (String field : fields) {
      boolean number =
          records.stream().allMatch(node -> node.path(field).isNumber() || !node.has(field));
      columns.add(new Column(words(field), number));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int index = 0; index < Math.min(MOST_ROWS, records.size()); index++) {
      List<String> row = new ArrayList<>();
      if (!names.isEmpty()) {
        row.add(names.get(index));
      }
      JsonNode node = records.get(index);
      fields.forEach(field -> row.add(text(node.path(field))));
      rows.add(row);
    }
    String caption =
        records.size() > MOST_ROWS
            ? "%s: the first %d of %s".formatted(title, MOST_ROWS, Wording.count(records.size()))
            : title;
    return new Part.Table(caption, columns, rows);
  }

  private static List<List<String>> singleValues(JsonNode object) {
    return object.properties().stream()
        .filter(field -> field.getValue().isValueNode())
        .map(field -> List.of(words(field.getKey()), text(field.getValue())))
        .toList();
  }

  private static List<Column> pair(String title) {
    return List.of(Column.text(title), Column.number("Value"));
  }

  private static List<JsonNode> elements(JsonNode container) {
    return StreamSupport.stream(container.spliterator(), false).toList();
  }

  /** {@code duration_seconds} reads {@code Duration seconds}. */
  private static String words(String name) {
    String spaced = name.replace('_', ' ');
    return Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
  }

  private static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "–";
    }
    if (value.isNumber()) {
      return Wording.figure(value.doubleValue());
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
