package org.wavetrain.cli;

import org.wavetrain.definition.Overrides;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.Machine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that run a pipeline. */
final class RunOptions {
  @Mixin private HomeOption home;
  @Mixin private OverrideOptions replacing;
  @Mixin private SelectionOptions selection;

  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      description = "So many stages side by side at most (default: one for every four cores).")
  private Integer maximumParallel;

  @Mixin private JsonOption json;

  HomeOption home() {
    return home;
  }

  Overrides overrides() {
    return replacing.overrides();
  }

  SelectionOptions selection() {
    return selection;
  }

  JsonOption json() {
    return json;
  }

  /**
   * Checks what can be checked before anything takes time.
   *
   * @throws UserFailure {@code COMMAND_LINE_INVALID}, {@code RUN_STAGE_UNKNOWN}
   */
  void check(Pipeline pipeline) {
    selection.check(pipeline);
    if (maximumParallel != null && maximumParallel < 1) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--max-parallel is " + maximumParallel + ".",
          "Give a number from 1.");
    }
  }

  /** How many stages may run side by side. */
  int maximumParallel(Machine machine) {
    return maximumParallel == null ? machine.defaultParallelStages() : maximumParallel;
  }
}
