package org.wavetrain.local.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.PlannedStage;

/** Says why no artifact fits a stage, by comparing it with the most similar earlier one. */
final class MissReason {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  /** So many earlier artifacts are looked at. */
  private static final int EARLIER_ARTIFACTS = 20;

  private MissReason() {}

  /** The latest artifacts of the same kind of stage, the newest first. */
  static List<Manifest> earlier(PlannedStage stage, ArtifactStore store) throws IOException {
    return store.newest(stage.kind(), EARLIER_ARTIFACTS);
  }

  /**
   * @param inputs content digests behind the stage's inputs
   * @param earlier artifacts of the same kind of stage
   */
  static String of(
      PlannedStage stage, long seed, Map<String, List<Sha256>> inputs, List<Manifest> earlier) {
    return earlier.stream()
        .filter(manifest -> isOfThisPipeline(stage, inputs, manifest))
        .map(manifest -> differences(stage, seed, inputs, manifest))
        .filter(differences -> !differences.isEmpty())
        .min(Comparator.comparingInt(List::size))
        .map(differences -> String.join(", ", differences))
        .orElse("not made yet");
  }

  /** The parameters that an artifact was made with. */
  static Map<String, Object> parameters(Manifest manifest) {
    try {
      Map<?, ?> parameters = MAPPER.readValue(manifest.parameters(), Map.class);
      Map<String, Object> named = new TreeMap<>();
      parameters.forEach((name, value) -> named.put(String.valueOf(name), value));
      return named;
    } catch (JsonProcessingException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  /**
   * Artifacts do not say which pipeline made them. One with other parameters, none of whose inputs
   * is the same, is most likely another's: what it differs in explains nothing.
   */
  private static boolean isOfThisPipeline(
      PlannedStage stage, Map<String, List<Sha256>> inputs, Manifest manifest) {
    boolean sharesInput =
        inputs.entrySet().stream()
            .anyMatch(input -> input.getValue().equals(manifest.inputs().get(input.getKey())));
    return sharesInput || changedParameters(stage, manifest).isEmpty();
  }

  private static List<String> differences(
      PlannedStage stage, long seed, Map<String, List<Sha256>> inputs, Manifest manifest) {
    List<String> differences = new ArrayList<>();
    if (!manifest.codeVersion().equals(stage.descriptor().codeVersion())) {
      differences.add("code " + manifest.codeVersion() + " → " + stage.descriptor().codeVersion());
    }
    if (manifest.seed() != seed) {
      differences.add("seed " + manifest.seed() + " → " + seed);
    }
    differences.addAll(changedParameters(stage, manifest));
    TreeSet<String> ports = new TreeSet<>(manifest.inputs().keySet());
    ports.addAll(inputs.keySet());
    for (String port : ports) {
      if (!Objects.equals(manifest.inputs().get(port), inputs.get(port))) {
        differences.add("input " + port + " changed");
      }
    }
    return differences;
  }

  private static List<String> changedParameters(PlannedStage stage, Manifest manifest) {
    List<String> changes = new ArrayList<>();
    Map<String, Object> before = parameters(manifest);
    Map<String, Object> now = stage.parameters().asMap();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      if (!text(before.get(name)).equals(text(now.get(name)))) {
        changes.add(name + " " + text(before.get(name)) + " → " + text(now.get(name)));
      }
    }
    return changes;
  }

  /** As text, since canonical JSON may write a whole number where the parameter is a fraction. */
  private static String text(Object value) {
    return switch (value == null ? "" : value.getClass().getSimpleName()) {
      case "" -> "none";
      case "Long" -> Double.toString(((Long) value).doubleValue()).replaceAll("\\.0$", "");
      case "Double" -> Double.toString((Double) value).replaceAll("\\.0$", "");
      default -> value.toString();
    };
  }
}
