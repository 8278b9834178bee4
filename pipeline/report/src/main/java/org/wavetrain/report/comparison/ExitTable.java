package org.wavetrain.report.comparison;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.wavetrain.report.Wording;
import org.wavetrain.report.comparison.Grid.Cell;
import org.wavetrain.report.comparison.Grid.Heading;
import org.wavetrain.report.comparison.Grid.Row;

/** Error rates where a model can stop, with the share of its compute. */
final class ExitTable {
  private ExitTable() {}

  /** Empty if no model can stop before its end. */
  static Optional<Grid> of(RunColumns columns) {
    TreeSet<String> exits =
        new TreeSet<>(
            Comparator.comparing((String exit) -> exit.startsWith(ExitFigures.ENTROPY))
                .thenComparingDouble(exit -> Double.parseDouble(exit.replaceAll("[^0-9.]", ""))));
    columns.runs().forEach(run -> exits.addAll(ExitFigures.exits(run.metrics())));
    if (exits.size() < 2) {
      return Optional.empty();
    }
    List<Row> rows =
        exits.stream()
            .map(
                exit ->
                    new Row(
                        Heading.of(ExitFigures.title(exit)), columns.cells(run -> cell(run, exit))))
            .toList();
    return Optional.of(
        columns.grid(
            "Word error rate by exit, and the share of the model's own compute", "Exit", rows));
  }

  private static Cell cell(RunResults run, String exit) {
    Double rate = run.metrics().get("wer" + exit);
    Double compute = run.metrics().get("compute" + exit);
    return rate == null
        ? Cell.NOTHING
        : new Cell(
            Wording.percent(rate),
            compute == null ? "" : Wording.percent(compute) + " of compute",
            Optional.empty(),
            false,
            true);
  }
}
