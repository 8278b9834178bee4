package org.wavetrain.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.definition.Gates;
import org.wavetrain.definition.Registration;
import org.wavetrain.definition.Registration.Better;
import org.wavetrain.evaluation.JudgedMetric;

/**
 * How a version is judged: as its pipeline file said when it was made. That stays with the version,
 * in its tags.
 *
 * @param metric the metric that versions are compared by
 * @param better which values of it are better
 * @param gates what else they have to keep
 */
public record DeclaredGates(String metric, Direction better, Gates gates) {
  /** How all tags begin that tell them. */
  static final String TAG_PREFIX = "wavetrain.gate";

  /** The tag of a version that names the metric that it is judged by. */
  public static final String METRIC_TAG = TAG_PREFIX + ".metric";

  private static final String BETTER_TAG = TAG_PREFIX + ".better";
  private static final String GATES_TAG = TAG_PREFIX + "s";
  private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  /** Those of a pipeline file. */
  public static DeclaredGates of(Registration registration) {
    return new DeclaredGates(
        registration.metric(),
        registration.better() == Better.LOWER ? Direction.LOWER : Direction.HIGHER,
        registration.gates());
  }

  /** The tags of a version that tell them. */
  public Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>();
    tags.put(METRIC_TAG, metric);
    tags.put(BETTER_TAG, better.name());
    if (!gates.equals(Gates.NONE)) {
      tags.put(GATES_TAG, json());
    }
    return tags;
  }

  private String json() {
    try {
      return JSON.writeValueAsString(gates);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("gates have a JSON form", impossible);
    }
  }

  /** Those that a version's tags tell; empty if they tell none, or were changed by hand. */
  static Optional<DeclaredGates> ofTags(Map<String, String> tags) {
    return Stream.of(Direction.values())
        .filter(direction -> direction.name().equals(tags.get(BETTER_TAG)))
        .filter(direction -> tags.containsKey(METRIC_TAG))
        .findFirst()
        .flatMap(
            direction ->
                gates(tags.get(GATES_TAG))
                    .filter(gates -> gates.noWorse().isEmpty() || isJudged(tags.get(METRIC_TAG)))
                    .map(gates -> new DeclaredGates(tags.get(METRIC_TAG), direction, gates)));
  }

  private static Optional<Gates> gates(String json) {
    try {
      return json == null
          ? Optional.of(Gates.NONE)
          : Optional.ofNullable(JSON.readValue(json, Gates.class));
    } catch (JsonProcessingException changedByHand) {
      return Optional.empty();
    }
  }

  /** Whether versions can be compared by it utterance for utterance. */
  private static boolean isJudged(String metric) {
    return Stream.of(JudgedMetric.values())
        .anyMatch(judged -> judged.name().equals(metric.toUpperCase(Locale.ROOT)));
  }

  /** The figure that versions are compared by; empty if there is none that is a number. */
  Optional<Measured> measured(Map<String, Double> metrics) {
    return Optional.ofNullable(metrics.get(metric))
        .filter(Double::isFinite)
        .map(value -> new Measured(metric, value, better));
  }

  /**
   * What judges.
   *
   * @param trials for what artifacts do not tell
   */
  List<Gate> judges(ModelTrials trials) {
    List<Gate> judges = new ArrayList<>();
    judges.add(
        gates
            .noWorse()
            .<Gate>map(
                rule ->
                    new NoWorseThanChampion(
                        JudgedMetric.valueOf(metric.toUpperCase(Locale.ROOT)), rule))
            .orElseGet(() -> new BeatsChampion(metric, better)));
    gates.bounds().forEach(bound -> judges.add(new MetricBound(bound)));
    gates.testSet().ifPresent(digest -> judges.add(new FrozenTestSet(digest)));
    gates.maxParityDifference().ifPresent(most -> judges.add(new ExportLimit.Parity(most)));
    gates.maxSizeMebibytes().ifPresent(most -> judges.add(new ExportLimit.Size(most)));
    gates.maxRealTimeFactor().ifPresent(most -> judges.add(new ExportLimit.Speed(most, trials)));
    return judges;
  }
}
