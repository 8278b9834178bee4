package org.wavetrain.cli;

import org.wavetrain.local.runner.Machine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that run a pipeline. */
final class RunOptions {
  @Mixin private HomeOption home;
  @Mixin private SetOption set;
  @Mixin private SelectionOptions selection;

  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      description = "So many stages side by side at most (default: one for every four cores).")
  private Integer maximumParallel;

  @Option(
      names = "--json",
      description = "Print the result as one JSON object on the last line of standard output.")
  private boolean json;

  HomeOption home() {
    return home;
  }

  SetOption set() {
    return set;
  }

  SelectionOptions selection() {
    return selection;
  }

  boolean json() {
    return json;
  }

  int maximumParallel(Machine machine) {
    return maximumParallel == null ? machine.defaultParallelStages() : Math.max(1, maximumParallel);
  }
}
