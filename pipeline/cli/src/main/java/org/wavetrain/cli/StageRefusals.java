package org.wavetrain.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PipelineCheck;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.local.runner.StageForecast;
import org.wavetrain.local.runner.StageSelection;
import org.wavetrain.local.runner.Verdict;

/**
 * Finds what stages would refuse before the first of them runs: contradictions in all of them, what
 * this machine lacks in those that would run here. An artifact that another machine made is as good
 * as any.
 *
 * @param kinds the kinds of stages there are
 * @param home where artifacts are, unless the environment names another place
 * @param selection the stages that take part
 */
record StageRefusals(StageKinds kinds, Path home, StageSelection selection)
    implements PipelineCheck {
  @Override
  public Map<String, List<ParameterProblem>> problems(Pipeline pipeline) {
    Map<String, List<ParameterProblem>> contradictions = kinds.contradictions(pipeline);
    Map<String, List<ParameterProblem>> unsupported = unsupported(pipeline);
    // Only then, since it reads all sources.
    if (contradictions.isEmpty() && !unsupported.isEmpty()) {
      unsupported.keySet().retainAll(running(pipeline));
    }
    Map<String, List<ParameterProblem>> all = new LinkedHashMap<>();
    for (PlannedStage stage : pipeline.stages()) {
      List<ParameterProblem> problems = new ArrayList<>();
      problems.addAll(contradictions.getOrDefault(stage.name(), List.of()));
      problems.addAll(unsupported.getOrDefault(stage.name(), List.of()));
      if (!problems.isEmpty()) {
        all.put(stage.name(), problems);
      }
    }
    return all;
  }

  private Map<String, List<ParameterProblem>> unsupported(Pipeline pipeline) {
    Set<String> selected = selection.of(pipeline);
    Map<String, List<ParameterProblem>> unsupported = new LinkedHashMap<>();
    for (PlannedStage stage : pipeline.stages()) {
      List<ParameterProblem> problems =
          selected.contains(stage.name())
              ? kinds.of(stage).unsupportedHere(stage.parameters())
              : List.of();
      if (!problems.isEmpty()) {
        unsupported.put(stage.name(), problems);
      }
    }
    return unsupported;
  }

  /** The names of the stages whose artifacts do not exist. */
  private Set<String> running(Pipeline pipeline) {
    try (HomeToRead read = HomeToRead.of(home);
        Forecasts forecasts = Forecasts.begin(kinds, read.path(), System.getenv())) {
      return forecasts.of(pipeline, selection).stages().stream()
          .filter(forecast -> forecast.verdict() == Verdict.MISS)
          .map(StageForecast::stage)
          .map(PlannedStage::name)
          .collect(Collectors.toSet());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
