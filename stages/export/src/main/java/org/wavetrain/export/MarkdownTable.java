package org.wavetrain.export;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables in Markdown. */
final class MarkdownTable {
  private MarkdownTable() {}

  /** Of two columns. */
  static String of(String first, String second, Map<String, ?> rows) {
    return of(
        List.of(first, second),
        rows.entrySet().stream()
            .map(row -> List.of(row.getKey(), row.getValue().toString()))
            .toList());
  }

  /** Of any columns. */
  static String of(List<String> headings, List<List<String>> rows) {
    return line(headings)
        + "|"
        + "---|".repeat(headings.size())
        + "\n"
        + rows.stream().map(MarkdownTable::line).collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
