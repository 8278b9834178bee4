package org.wavetrain.report.comparison;

import java.util.List;
import org.wavetrain.report.comparison.Grid.Cell;
import org.wavetrain.report.comparison.Grid.Heading;
import org.wavetrain.report.comparison.Grid.Row;

/** The parameters in which runs differ. */
final class ParameterTable {
  private ParameterTable() {}

  static Grid of(RunColumns columns, DifferingParameters parameters) {
    List<Row> rows =
        parameters.names().stream()
            .map(
                name ->
                    new Row(
                        Heading.of(name),
                        parameters.values().stream()
                            .map(ofRun -> Cell.text(ofRun.getOrDefault(name, "–")))
                            .toList()))
            .toList();
    return columns.grid("All others are equal", "Parameter", rows);
  }
}
