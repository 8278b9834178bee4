package org.wavetrain.local.runner;

import java.time.Duration;
import java.util.List;

/** What a run would do, stage by stage in the order of running. */
public record RunForecast(List<StageForecast> stages) {
  public RunForecast {
    stages = List.copyOf(stages);
  }

  /** How long the stages that would run take one after another. */
  public Duration total() {
    return stages.stream().map(StageForecast::estimate).reduce(Duration.ZERO, Duration::plus);
  }
}
