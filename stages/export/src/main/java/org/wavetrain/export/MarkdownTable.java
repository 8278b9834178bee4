package org.wavetrain.export;

import java.util.Map;

/** A table of two columns in Markdown. */
final class MarkdownTable {
  private MarkdownTable() {}

  static String of(String first, String second, Map<String, ?> rows) {
    StringBuilder table = new StringBuilder("| %s | %s |\n|---|---|\n".formatted(first, second));
    rows.forEach(
        (name, value) ->
            table
                .append("| ")
                .append(name)
                .append(" | ")
                .append(value.toString().replace("|", "\\|").replace("\n", " "))
                .append(" |\n"));
    return table.toString();
  }
}
