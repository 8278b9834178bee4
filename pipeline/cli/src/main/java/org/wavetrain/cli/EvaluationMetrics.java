package org.wavetrain.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactReader;

/** Reads the numbers of an evaluation. */
final class EvaluationMetrics {
  private EvaluationMetrics() {}

  /** The metrics by name, sorted by name; those that are no numbers are left out. */
  static Map<String, Double> read(ArtifactReader evaluation) throws IOException {
    try (InputStream content = evaluation.open("metrics.json")) {
      JsonNode root = new ObjectMapper().readTree(content.readAllBytes());
      Map<String, Double> metrics = new TreeMap<>();
      root.fields()
          .forEachRemaining(
              field -> {
                if (field.getValue().isNumber()) {
                  metrics.put(field.getKey(), field.getValue().doubleValue());
                }
              });
      return metrics;
    }
  }
}
