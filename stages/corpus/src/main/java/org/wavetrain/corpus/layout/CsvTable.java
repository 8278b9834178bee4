package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.failure.UserFailure;

/** Reads a CSV file with a heading. */
final class CsvTable {
  private static final int SHOWN_OF_HEADING = 80;

  private CsvTable() {}

  /**
   * @param needed a column that the heading must have
   */
  static void read(Path file, String needed, RowVisitor visitor) throws IOException {
    ListFile.read(
        file,
        reader -> {
          CsvReader rows = new CsvReader(reader);
          List<String> heading = heading(file, rows, needed);
          while (rows.next()) {
            visit(rows, heading, visitor);
          }
          return null;
        });
  }

  private static List<String> heading(Path file, CsvReader rows, String needed) throws IOException {
    List<String> heading =
        rows.next() ? rows.fields().stream().map(String::strip).toList() : List.of();
    if (!heading.contains(needed)) {
      throw withoutColumn(file, needed, String.join(",", heading));
    }
    if (heading.contains("") || new HashSet<>(heading).size() < heading.size()) {
      throw ListFile.invalid(
          file, "has columns without a name or two of one name", "Name each column once.");
    }
    return heading;
  }

  private static UserFailure withoutColumn(Path file, String needed, String heading) {
    String shown =
        heading.length() <= SHOWN_OF_HEADING
            ? heading
            : heading.substring(0, SHOWN_OF_HEADING) + "\u2026";
    boolean dividedOtherwise = !heading.contains(",") && heading.matches(".*[;\t|].*");
    return ListFile.invalid(
        file,
        heading.isEmpty()
            ? "has no column " + needed + ", since its first line has none"
            : "has no column %s in its first line, which is: %s".formatted(needed, shown),
        dividedOtherwise
            ? "Divide its columns by commas, and name one " + needed + "."
            : "Name the columns in it, such as path,text,speaker.");
  }

  private static void visit(CsvReader row, List<String> heading, RowVisitor visitor) {
    List<String> fields = row.fields();
    if (row.problem().isPresent()) {
      visitor.problem(row.line(), row.problem().get());
      return;
    }
    if (fields.size() != heading.size()) {
      visitor.problem(
          row.line(), "has %d fields, the heading %d".formatted(fields.size(), heading.size()));
      return;
    }
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).isBlank()) {
        values.put(heading.get(i), fields.get(i).strip());
      }
    }
    visitor.row(row.line(), values);
  }
}
