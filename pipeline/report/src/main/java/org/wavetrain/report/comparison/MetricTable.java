package org.wavetrain.report.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wavetrain.report.Wording;
import org.wavetrain.report.comparison.Grid.Heading;
import org.wavetrain.report.comparison.Grid.Row;

/** The figures of the evaluations, with their intervals. */
final class MetricTable {
  private static final Map<String, String> SHARES = shares();
  private static final List<String> COUNTS = List.of("utterances", "words", "labelled_utterances");

  private MetricTable() {}

  private static Map<String, String> shares() {
    Map<String, String> shares = new LinkedHashMap<>();
    shares.put("wer", "Word error rate");
    shares.put("cer", "Character error rate");
    shares.put("accuracy", "Classification accuracy");
    shares.put("macro_f1", "Macro F1");
    shares.put("validation_wer", "Word error rate, validation");
    shares.put("validation_cer", "Character error rate, validation");
    shares.put("validation_accuracy", "Accuracy, validation");
    return shares;
  }

  static Grid of(RunColumns columns) {
    List<Row> rows = new ArrayList<>();
    SHARES.forEach(
        (metric, title) -> {
          if (columns.anyHas(metric)) {
            rows.add(
                new Row(Heading.of(title), Rate.cells(isError(metric), rates(columns, metric))));
          }
        });
    for (String count : COUNTS) {
      if (columns.anyHas(count)) {
        rows.add(new Row(Heading.of(Wording.field(count)), columns.metric(count, Wording::figure)));
      }
    }
    return columns
        .grid(
            "Figures of the test split, with 95 % intervals where they were drawn; bold is best",
            "Figure", rows)
        .unfolded();
  }

  private static boolean isError(String metric) {
    return !metric.contains("accuracy") && !metric.contains("f1");
  }

  private static List<Rate> rates(RunColumns columns, String metric) {
    return columns.runs().stream()
        .map(RunResults::metrics)
        .map(
            metrics ->
                new Rate(
                    metrics.get(metric),
                    metrics.get(metric + "_low"),
                    metrics.get(metric + "_high")))
        .toList();
  }
}
