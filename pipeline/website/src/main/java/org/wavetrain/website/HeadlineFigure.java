package org.wavetrain.website;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wavetrain.report.Wording;

/** A figure in large type. */
record HeadlineFigure(String label, String value) {
  private static final Map<String, String> LABELS =
      Map.of("wer", "Word error rate", "cer", "Character error rate", "accuracy", "Accuracy");

  /** Those that most people want to know. */
  static List<HeadlineFigure> of(Map<String, Double> metrics) {
    List<HeadlineFigure> figures = new ArrayList<>();
    for (String name : RunRow.FIGURES) {
      if (metrics.containsKey(name)) {
        figures.add(new HeadlineFigure(LABELS.get(name), Wording.percent(metrics.get(name))));
      }
    }
    return figures;
  }
}
