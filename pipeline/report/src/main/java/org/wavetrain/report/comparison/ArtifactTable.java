package org.wavetrain.report.comparison;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.report.comparison.Grid.Cell;
import org.wavetrain.report.comparison.Grid.Heading;
import org.wavetrain.report.comparison.Grid.Row;

/** Which artifacts the runs have in common. */
final class ArtifactTable {
  private ArtifactTable() {}

  static Grid of(RunColumns columns) {
    List<Row> rows =
        new ArrayList<>(
            columns.stages(manifest -> Cell.text(manifest.key().digest().abbreviated())));
    rows.add(
        new Row(
            Heading.of("corpus of the evaluation"),
            columns.cells(
                run ->
                    run.testSet().isEmpty()
                        ? Cell.NOTHING
                        : Cell.text(
                            run.testSet().stream()
                                .map(Sha256::abbreviated)
                                .collect(joining(" "))))));
    return columns
        .grid("Keys of artifacts; equal keys are the same artifact", "Stage", rows)
        .onRequest();
  }
}
