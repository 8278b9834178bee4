package org.wavetrain.local.runner;

import java.nio.file.Path;
import java.util.Map;

/**
 * How pipelines run on this machine.
 *
 * @param home the folder that holds all state
 * @param environment the environment of stage processes, with the addresses of the servers
 * @param machine what there is to share between stages
 * @param maximumParallelStages so many stages run side by side at most
 */
public record RunSettings(
    Path home, Map<String, String> environment, Machine machine, int maximumParallelStages) {
  public RunSettings {
    environment = Map.copyOf(environment);
    if (maximumParallelStages < 1) {
      throw new IllegalArgumentException("not at least 1: " + maximumParallelStages);
    }
  }

  /** The same with another environment. */
  RunSettings withEnvironment(Map<String, String> other) {
    return new RunSettings(home, other, machine, maximumParallelStages);
  }
}
