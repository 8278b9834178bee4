package org.wavetrain.report.comparison;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.report.comparison.Grid.Cell;
import org.wavetrain.report.comparison.Grid.Heading;
import org.wavetrain.report.comparison.Grid.Row;

/**
 * The compared runs as the tables of the page name them.
 *
 * @param headings in the order of the runs
 */
record RunColumns(List<RunResults> runs, List<Heading> headings) {
  RunColumns {
    runs = List.copyOf(runs);
    headings = List.copyOf(headings);
  }

  static RunColumns of(Comparison comparison) {
    return new RunColumns(
        comparison.runs(),
        IntStream.range(0, comparison.runs().size())
            .mapToObj(index -> heading(comparison, index))
            .toList());
  }

  private static Heading heading(Comparison comparison, int index) {
    ComparedRun run = comparison.runs().get(index).run();
    String status = run.status().name().toLowerCase(Locale.ROOT);
    List<String> notes = new ArrayList<>();
    if (index == comparison.baseline() && comparison.runs().size() > 1) {
      notes.add("baseline");
    }
    if (!status.equals("finished")) {
      notes.add(status);
    }
    return new Heading(run.name(), index, String.join(", ", notes));
  }

  /** A cell for each run. */
  List<Cell> cells(Function<RunResults, Cell> cell) {
    return runs.stream().map(cell).toList();
  }

  /** A row for each stage that any run has an artifact of. */
  List<Row> stages(Function<Manifest, Cell> cell) {
    Set<String> stages = new LinkedHashSet<>();
    runs.forEach(run -> stages.addAll(run.manifests().keySet()));
    return stages.stream()
        .map(
            stage ->
                new Row(
                    Heading.of(stage),
                    cells(
                        run ->
                            run.manifests().containsKey(stage)
                                ? cell.apply(run.manifests().get(stage))
                                : Cell.NOTHING)))
        .toList();
  }

  /** A metric of each run. */
  List<Cell> metric(String name, Function<Double, String> text) {
    return cells(
        run -> {
          Double value = run.metrics().get(name);
          return value == null ? Cell.NOTHING : Cell.number(text.apply(value));
        });
  }

  boolean anyHas(String metric) {
    return runs.stream().anyMatch(run -> run.metrics().containsKey(metric));
  }

  Grid grid(String caption, String what, List<Row> things) {
    return Grid.ofRuns(caption, what, headings, things);
  }
}
