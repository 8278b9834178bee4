package org.wavetrain.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.report.MetricTitles;
import org.wavetrain.report.Wording;
import org.wavetrain.report.comparison.Grid.Cell;
import org.wavetrain.report.comparison.Grid.Heading;
import org.wavetrain.report.comparison.Grid.Row;

/** What others published, beside what the runs came to. */
final class PublishedTable {
  private PublishedTable() {}

  /** Empty if nobody published anything. */
  static Optional<Grid> of(RunColumns columns, List<PublishedResult> published) {
    if (published.isEmpty()) {
      return Optional.empty();
    }
    List<Heading> headings = new ArrayList<>();
    headings.add(Heading.of("Published"));
    headings.addAll(columns.headings());
    return Optional.of(
        new Grid(
            "What others reached with the recipe, on the corpus that they name, beside these runs on"
                + " their own recordings",
            "Figure",
            headings,
            published.stream().map(result -> row(columns, result)).toList(),
            false));
  }

  private static Row row(RunColumns columns, PublishedResult result) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.number(Wording.percent(result.value())));
    cells.addAll(columns.metric(result.metric(), Wording::percent));
    return new Row(
        new Heading(
            MetricTitles.of(result.metric()), -1, result.measured() + ", " + result.source()),
        cells);
  }
}
