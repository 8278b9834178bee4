package org.wavetrain.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactReader;

/**
 * What an evaluation found, as its files tell it, see docs/artifacts.md.
 *
 * @param metrics the numbers of {@code metrics.json}; none where nothing was evaluated
 * @param slices all objects of {@code slices.json}
 * @param confusion {@code confusion.json}, if something was classified
 * @param heard the transcribed utterances without a set's prefix, by their ids
 */
record EvaluationFigures(
    Map<String, Double> metrics,
    List<JsonNode> slices,
    Optional<JsonNode> confusion,
    Map<String, WordErrors> heard) {
  /** Of a model that was not evaluated. */
  static final EvaluationFigures NONE =
      new EvaluationFigures(Map.of(), List.of(), Optional.empty(), Map.of());

  private static final JsonMapper JSON = new JsonMapper();

  /** One transcribed utterance of the test set. */
  record WordErrors(long words, long errors) {}

  static EvaluationFigures read(ArtifactReader artifact) throws IOException {
    Map<String, Double> metrics = new TreeMap<>();
    read(artifact, "metrics.json")
        .ifPresent(
            json ->
                json.properties().stream()
                    // Whatever else is there was not measured.
                    .filter(entry -> entry.getValue().isNumber())
                    .forEach(entry -> metrics.put(entry.getKey(), entry.getValue().doubleValue())));
    List<JsonNode> slices = new ArrayList<>();
    read(artifact, "slices.json").ifPresent(json -> json.forEach(slices::add));
    return new EvaluationFigures(
        metrics, slices, read(artifact, "confusion.json"), heard(artifact));
  }

  private static Map<String, WordErrors> heard(ArtifactReader artifact) throws IOException {
    Map<String, WordErrors> heard = new TreeMap<>();
    if (has(artifact, "utterances.jsonl")) {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(artifact.open("utterances.jsonl"), UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode json = JSON.readTree(line);
          if (json.has("hypothesis")
              && json.path("split").asText().equals("test")
              && json.path("words").isNumber()
              && json.path("errors").isNumber()) {
            heard.put(
                json.path("id").asText(),
                new WordErrors(json.path("words").longValue(), json.path("errors").longValue()));
          }
        }
      }
    }
    return heard;
  }

  private static boolean has(ArtifactReader artifact, String path) {
    return artifact.manifest().files().stream().anyMatch(file -> file.path().equals(path));
  }

  private static Optional<JsonNode> read(ArtifactReader artifact, String path) throws IOException {
    if (!has(artifact, path)) {
      return Optional.empty();
    }
    try (InputStream content = artifact.open(path)) {
      return Optional.of(JSON.readTree(content.readAllBytes()));
    }
  }

  Optional<Double> metric(String name) {
    return Optional.ofNullable(metrics.get(name));
  }

  /** Slices of a kind that were transcribed. */
  List<JsonNode> transcribed(String kind) {
    return slices.stream()
        .filter(slice -> slice.path("kind").asText().equals(kind) && slice.path("wer").isNumber())
        .toList();
  }
}
