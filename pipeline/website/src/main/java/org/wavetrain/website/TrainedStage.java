package org.wavetrain.website;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.report.FinishedStage;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.tracking.RunSummary;

/**
 * A stage whose tracked run may have curves.
 *
 * @param run the one that logged them
 */
record TrainedStage(FinishedStage finished, RunSummary run) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Those that a run began, and those that it found made. */
  static List<TrainedStage> of(PipelineRun run, List<RunSummary> began, TrackedRuns runs) {
    Map<String, RunSummary> makers = new LinkedHashMap<>();
    began.forEach(stage -> makers.put(StageRow.name(stage), stage));
    run.artifacts()
        .forEach(
            (name, key) ->
                makers.computeIfAbsent(
                    name, cached -> runs.maker(run.experimentId(), key).orElse(null)));
    return makers.entrySet().stream()
        .filter(entry -> Objects.nonNull(entry.getValue()))
        .flatMap(entry -> trained(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  private static Optional<TrainedStage> trained(String name, RunSummary maker) {
    return StageRow.artifact(maker)
        .map(
            key ->
                new TrainedStage(
                    new FinishedStage(
                        name, key, false, Duration.ZERO, parameters(maker), List.of()),
                    maker));
  }

  /** The tracking server keeps parameters as texts; lists are in JSON. */
  private static Map<String, Object> parameters(RunSummary maker) {
    Map<String, Object> parameters = new TreeMap<>();
    maker.parameters().forEach((name, text) -> parameters.put(name, value(text)));
    return parameters;
  }

  private static Object value(String text) {
    if (!text.startsWith("[")) {
      return text;
    }
    try {
      return JSON.readValue(text, List.class);
    } catch (JsonProcessingException words) {
      return text;
    }
  }
}
