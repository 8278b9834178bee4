package org.wavetrain.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactReader;

/**
 * The files of an evaluation, as docs/artifacts.md describes them.
 *
 * @param metrics all of {@code metrics.json}
 * @param utterances all lines of {@code utterances.jsonl}
 * @param confusion empty when nothing was classified
 * @param slices all of {@code slices.json}
 */
public record EvaluationArtifact(
    Map<String, Double> metrics,
    List<EvaluatedUtterance> utterances,
    Optional<ConfusionFile> confusion,
    List<Slice> slices) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ObjectReader UTTERANCE = JSON.readerFor(EvaluatedUtterance.class);

  /** Beside the test split, by which a model is judged, this one may be measured too. */
  private static final String VALIDATION = "validation";

  private static final String UTTERANCES = "utterances.jsonl";
  private static final String SLICES = "slices.json";

  /** {@code confusion.json}: rows are true labels, columns predicted ones. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ConfusionFile(String split, List<String> labels, List<List<Long>> counts) {}

  /**
   * One object of {@code slices.json}; rates are absent where there is nothing of the kind.
   *
   * @param set the group that it is a slice of
   * @param kind by what the group is divided
   * @param value what these utterances have
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Slice(
      String set,
      String kind,
      String value,
      long transcribed,
      long classified,
      Double wer,
      @JsonProperty("wer_low") Double werLow,
      @JsonProperty("wer_high") Double werHigh,
      Double cer,
      Double accuracy) {}

  /**
   * All of an evaluation; what an older one has no file for is empty.
   *
   * @throws IOException when the artifact cannot be read
   */
  public static EvaluationArtifact read(ArtifactReader artifact) throws IOException {
    return new EvaluationArtifact(
        EvaluationMetrics.read(artifact),
        has(artifact, UTTERANCES) ? utterances(artifact) : List.of(),
        has(artifact, "confusion.json")
            ? Optional.of(read(artifact, "confusion.json", new TypeReference<ConfusionFile>() {}))
            : Optional.empty(),
        has(artifact, SLICES)
            ? read(artifact, SLICES, new TypeReference<List<Slice>>() {})
            : List.of());
  }

  /** A figure of {@code metrics.json}, if it has it. */
  public Optional<Double> metric(String name) {
    return Optional.ofNullable(metrics.get(name));
  }

  /** The utterances by which the model is judged: figures without a prefix are of them. */
  public List<EvaluatedUtterance> judged() {
    List<EvaluatedUtterance> others =
        utterances.stream().filter(utterance -> !utterance.set().equals(VALIDATION)).toList();
    return others.isEmpty() ? utterances : others;
  }

  private static boolean has(ArtifactReader artifact, String path) {
    return artifact.manifest().files().stream().anyMatch(file -> file.path().equals(path));
  }

  private static <T> T read(ArtifactReader artifact, String path, TypeReference<T> type)
      throws IOException {
    try (InputStream stream = artifact.open(path)) {
      return JSON.readValue(stream.readAllBytes(), type);
    }
  }

  private static List<EvaluatedUtterance> utterances(ArtifactReader artifact) throws IOException {
    List<EvaluatedUtterance> utterances = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(artifact.open(UTTERANCES), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        utterances.add(UTTERANCE.readValue(line));
      }
    }
    return List.copyOf(utterances);
  }
}
