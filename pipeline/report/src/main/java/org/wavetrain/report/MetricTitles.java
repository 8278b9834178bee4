package org.wavetrain.report;

import java.util.Map;

/** The names of metrics in words. */
public final class MetricTitles {
  private static final String LAYER = "_layer_";
  private static final String SET = "_set_";
  private static final Map<String, String> TITLES =
      Map.of(
          "wer", "Word error rate",
          "cer", "Character error rate",
          "validation_wer", "Word error rate, validation split",
          "validation_cer", "Character error rate, validation split",
          "accuracy", "Classification accuracy");

  private MetricTitles() {}

  /** Of {@code wer_layer_06_set_test-clean}: "Word error rate after layer 6, test-clean". */
  public static String of(String metric) {
    int set = metric.indexOf(SET);
    if (set >= 0) {
      return of(metric.substring(0, set)) + ", " + metric.substring(set + SET.length());
    }
    int layer = metric.indexOf(LAYER);
    if (layer >= 0) {
      return "%s after layer %d"
          .formatted(
              of(metric.substring(0, layer)),
              Integer.parseInt(metric.substring(layer + LAYER.length())));
    }
    return TITLES.getOrDefault(metric, metric);
  }
}
