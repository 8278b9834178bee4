package org.wavetrain.local.runner;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.Stage;

/** Finds out what a run would do without running anything. */
public final class Planner {
  private static final Optional<Duration> NO_TIME = Optional.of(Duration.ZERO);

  /** The newest nearly always has the same parameters, if with other values. */
  private static final int ENOUGH_FOR_AN_ESTIMATE = 3;

  private final ArtifactStore store;
  private final TimeEstimates estimates;
  private final DigestMemory memory;

  /**
   * @param stages all kinds of stages that there are
   */
  public Planner(ArtifactStore store, List<Stage> stages, DigestMemory memory) {
    this(store, new KnownStages(stages), memory);
  }

  Planner(ArtifactStore store, KnownStages stages, DigestMemory memory) {
    this.store = store;
    this.memory = memory;
    this.estimates = new TimeEstimates(stages);
  }

  /**
   * What a run of these stages would do.
   *
   * @throws UserFailure {@code RUN_INPUT_MISSING}
   */
  public RunForecast forecast(Pipeline pipeline, StageSelection selection) throws IOException {
    return forecast(pipeline, selection, StageInputs.ofExisting(pipeline, memory));
  }

  RunForecast forecast(Pipeline pipeline, StageSelection selection, StageInputs inputs)
      throws IOException {
    Set<String> selected = selection.of(pipeline);
    Set<String> needed = new HashSet<>(selected);
    selected.forEach(name -> needed.addAll(pipeline.upstreamOf(name)));
    Map<String, Manifest> existing = new HashMap<>();
    List<StageForecast> forecasts = new ArrayList<>();
    for (PlannedStage stage : pipeline.stages()) {
      Optional<ArtifactKey> key =
          inputs.complete(stage, existing.keySet())
              ? Optional.of(inputs.key(stage, existing))
              : Optional.empty();
      boolean again = selection.again(stage.name(), pipeline);
      // Not even looked at if it is made again: that is how a damaged one is mended.
      boolean used = needed.contains(stage.name());
      Optional<Manifest> found =
          key.isPresent() && used && !again ? store.find(key.get()) : Optional.empty();
      if (found.isPresent()) {
        existing.put(stage.name(), found.get());
        forecasts.add(new StageForecast(stage, key, Verdict.HIT, "cached", NO_TIME));
      } else if (!selected.contains(stage.name())) {
        forecasts.add(new StageForecast(stage, key, Verdict.LEFT_OUT, "left out", NO_TIME));
      } else {
        boolean compared = key.isPresent() && !again;
        List<Manifest> earlier =
            compared
                ? MissReason.earlier(stage, store)
                : store.newest(stage.kind(), ENOUGH_FOR_AN_ESTIMATE);
        String reason =
            compared
                ? MissReason.of(stage, pipeline.seed(), inputs.digests(stage, existing), earlier)
                : again
                    ? StageSelection.AGAIN
                    : missing(pipeline, inputs.missing(stage, existing.keySet()));
        forecasts.add(
            new StageForecast(stage, key, Verdict.MISS, reason, estimates.of(stage, earlier)));
      }
    }
    RunForecast forecast = new RunForecast(forecasts);
    requireInputs(pipeline, forecast);
    return forecast;
  }

  private static void requireInputs(Pipeline pipeline, RunForecast forecast) {
    for (StageForecast stage : forecast.stages()) {
      if (stage.verdict() != Verdict.MISS) {
        continue;
      }
      Set<String> inputs = pipeline.inputsOf(stage.stage().name());
      for (StageForecast input : forecast.stages()) {
        if (input.verdict() == Verdict.LEFT_OUT && inputs.contains(input.stage().name())) {
          throw new UserFailure(
              RunnerError.RUN_INPUT_MISSING,
              "Stage %s needs stage %s, which the options leave out and whose artifact does not exist."
                  .formatted(stage.stage().name(), input.stage().name()),
              "Leave out --from and --only, or make it first with --until %s."
                  .formatted(input.stage().name()));
        }
      }
    }
  }

  private static String missing(Pipeline pipeline, List<String> names) {
    return names.stream()
        .map(
            name ->
                pipeline.find(name).isPresent()
                    ? "input " + name + " will be made"
                    : "source " + name + " does not exist yet")
        .collect(Collectors.joining(", "));
  }
}
