package org.wavetrain.report.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wavetrain.evaluation.EvaluationArtifact.Slice;
import org.wavetrain.report.Wording;
import org.wavetrain.report.comparison.Grid.Heading;
import org.wavetrain.report.comparison.Grid.Row;

/** One table for each kind of slice. Of many slices, those where the runs differ most. */
final class SliceTables {
  private static final String SPEAKER = "speaker";
  private static final int MOST_ROWS = 30;
  private static final Comparator<Map.Entry<String, List<Rate>>> BY_SPREAD =
      Comparator.comparingDouble(slice -> -Rate.spread(slice.getValue()));

  /** So that 10-20s comes after 2-5s. */
  private static final Comparator<Map.Entry<String, List<Rate>>> BY_NAME =
      Map.Entry.comparingByKey(
          Comparator.comparingDouble(SliceTables::firstNumber)
              .thenComparing(Comparator.naturalOrder()));

  private SliceTables() {}

  static List<Grid> of(RunColumns columns) {
    Map<String, Map<String, List<Rate>>> kinds = new TreeMap<>();
    int runs = columns.runs().size();
    for (int index = 0; index < runs; index++) {
      List<Slice> slices =
          columns.runs().get(index).evaluation().map(some -> some.slices()).orElse(List.of());
      for (Slice slice : slices) {
        kinds
            .computeIfAbsent(slice.kind(), kind -> new LinkedHashMap<>())
            .computeIfAbsent(
                slice.value() + " · " + slice.set(),
                value -> new ArrayList<>(Collections.nCopies(runs, Rate.NONE)))
            .set(index, new Rate(slice.wer(), slice.werLow(), slice.werHigh()));
      }
    }
    return kinds.entrySet().stream()
        .flatMap(kind -> table(columns, kind.getKey(), kind.getValue()))
        .toList();
  }

  private static Stream<Grid> table(
      RunColumns columns, String kind, Map<String, List<Rate>> slices) {
    slices.values().removeIf(rates -> rates.stream().allMatch(rate -> rate.value() == null));
    if (slices.isEmpty()) {
      return Stream.empty();
    }
    // Speakers are in no order of their own.
    Comparator<Map.Entry<String, List<Rate>>> order = kind.equals(SPEAKER) ? BY_SPREAD : BY_NAME;
    List<Row> rows =
        slices.entrySet().stream()
            .sorted(BY_SPREAD)
            .limit(MOST_ROWS)
            .sorted(order)
            .map(slice -> new Row(Heading.of(slice.getKey()), Rate.cells(true, slice.getValue())))
            .toList();
    String caption = "Word error rate by " + kind;
    if (rows.size() < slices.size()) {
      caption += ": the %d of %d where the runs differ most".formatted(rows.size(), slices.size());
    }
    Grid grid = columns.grid(caption, Wording.field(kind), rows);
    return Stream.of(kind.equals(SPEAKER) ? grid.onRequest() : grid);
  }

  private static double firstNumber(String value) {
    String digits = value.replaceAll("^([0-9]*).*$", "$1");
    return digits.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(digits);
  }
}
