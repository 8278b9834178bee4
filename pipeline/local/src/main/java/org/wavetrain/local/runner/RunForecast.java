package org.wavetrain.local.runner;

import java.time.Duration;
import java.util.List;

/** What a run would do, stage by stage in the order of running. */
public record RunForecast(List<StageForecast> stages) {
  public RunForecast {
    stages = List.copyOf(stages);
  }

  /** How long the stages of {@link #stages()} that have an estimate take one after another. */
  public Duration total() {
    return stages.stream()
        .flatMap(stage -> stage.estimate().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The names of the stages that have no estimate. */
  public List<String> unknown() {
    return stages.stream()
        .filter(stage -> stage.estimate().isEmpty())
        .map(stage -> stage.stage().name())
        .toList();
  }
}
