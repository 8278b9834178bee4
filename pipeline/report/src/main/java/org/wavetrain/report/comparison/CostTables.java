package org.wavetrain.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.wavetrain.report.Wording;
import org.wavetrain.report.comparison.Grid.Cell;
import org.wavetrain.report.comparison.Grid.Heading;
import org.wavetrain.report.comparison.Grid.Row;

/** What runs took. */
final class CostTables {
  private CostTables() {}

  /** Time, energy and bytes. */
  static Grid whole(RunColumns columns) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            Heading.of("Time of the run"),
            columns.cells(
                run ->
                    run.run()
                        .elapsed()
                        .map(elapsed -> Cell.number(Wording.duration(elapsed)))
                        .orElse(Cell.NOTHING))));
    rows.add(
        new Row(
            new Heading("Time to make all artifacts", -1, "those from the cache too"),
            ofMade(columns, run -> Wording.duration(run.cost().making()))));
    if (columns.runs().stream().anyMatch(run -> run.cost().wattHours().isPresent())) {
      rows.add(
          new Row(
              new Heading("Energy of the processors", -1, "of the stages that the run made"),
              columns.cells(run -> energy(run.cost().wattHours()))));
    }
    rows.add(
        new Row(
            Heading.of("Bytes of artifacts"),
            ofMade(columns, run -> Wording.bytes(run.cost().bytes()))));
    return columns.grid("What the runs took", "Cost", rows);
  }

  private static List<Cell> ofMade(RunColumns columns, Function<RunResults, String> text) {
    return columns.cells(
        run -> run.manifests().isEmpty() ? Cell.NOTHING : Cell.number(text.apply(run)));
  }

  private static Cell energy(OptionalDouble wattHours) {
    return wattHours.isPresent()
        ? Cell.number(Wording.figure(wattHours.getAsDouble()) + "\u00a0Wh")
        : Cell.NOTHING;
  }

  /** How long each stage took to make. */
  static Grid stages(RunColumns columns) {
    return columns
        .grid(
            "Time to make each stage's artifact",
            "Stage",
            columns.stages(manifest -> Cell.number(Wording.duration(manifest.elapsed()))))
        .onRequest();
  }
}
