package org.wavetrain.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactReader;

/** What the {@code data_report.json} of a corpus tells, see docs/artifacts.md. */
public final class CorpusFigures {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FILE = "data_report.json";

  private final JsonNode report;

  private CorpusFigures(JsonNode report) {
    this.report = report;
  }

  /**
   * Reads the data report of a corpus that ingest made.
   *
   * @throws IOException when it cannot be read
   */
  public static CorpusFigures read(ArtifactReader artifact) throws IOException {
    try (InputStream stream = artifact.open(FILE)) {
      return new CorpusFigures(JSON.readTree(stream.readAllBytes()));
    }
  }

  /** The file as it is. */
  public ObjectNode json() {
    return report.deepCopy();
  }

  /**
   * The values of all recordings, sorted, or some at even ranks.
   *
   * @param count of how many recordings they are
   */
  record Ranked(int count, double[] values) {
    double median() {
      return values[values.length / 2];
    }
  }

  /**
   * The values of a measure; empty where there are fewer than two, or an older ingest kept none.
   */
  Optional<Ranked> ranked(String measure) {
    JsonNode ranked = report.path("ranked_values").path(measure);
    double[] values = JSON.convertValue(ranked.path("values"), double[].class);
    return values == null || values.length < 2
        ? Optional.empty()
        : Optional.of(new Ranked(ranked.path("count").intValue(), values));
  }

  /** How often each character is in the texts. */
  Map<String, Long> characters() {
    Map<String, Long> characters = new TreeMap<>();
    report
        .path("characters")
        .properties()
        .forEach(entry -> characters.put(entry.getKey(), entry.getValue().longValue()));
    return characters;
  }

  JsonNode node() {
    return report;
  }
}
