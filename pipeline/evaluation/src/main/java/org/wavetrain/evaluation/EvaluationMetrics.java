package org.wavetrain.evaluation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactReader;

/** Reads the numbers of an evaluation. */
public final class EvaluationMetrics {
  private static final JsonMapper JSON = new JsonMapper();

  private EvaluationMetrics() {}

  /**
   * All of {@code metrics.json}, sorted by name.
   *
   * @throws IOException when the artifact cannot be read
   */
  public static Map<String, Double> read(ArtifactReader evaluation) throws IOException {
    try (InputStream content = evaluation.open("metrics.json")) {
      return new TreeMap<>(
          JSON.readValue(content.readAllBytes(), new TypeReference<Map<String, Double>>() {}));
    }
  }
}
