package org.wavetrain.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.wavetrain.definition.Overrides;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.Variant;
import org.wavetrain.definition.VariantOverride;
import org.wavetrain.local.runner.DigestMemory;
import org.wavetrain.local.runner.OrchestratedRuns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins a run of a pipeline. */
@Command(
    name = "begin",
    description = {
      "Begins a run, or goes on with it, and prints the jobs of its stages.",
      "For example: wavetrain task begin my-recipe.yaml --run nightly-2026-10-01"
    },
    mixinStandardHelpOptions = true)
final class BeginTask implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The pipeline file, or a recipe's name.")
  private Path file;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "KEY",
      description = "What the orchestrator calls the run: the same key goes on with the same run.")
  private String key;

  @Mixin private HomeOption home;
  @Mixin private OverrideOptions replacing;

  BeginTask(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LogFile.standardError();
    return new TaskOutput(console, System.getenv()).of(this::begin);
  }

  private String begin() throws Exception {
    Overrides overrides = replacing.overrides();
    Pipeline pipeline =
        new Definitions(home.path(), StageKinds.installed())
            .toOrchestrate(Recipes.resolve(file), overrides);
    String variant =
        overrides.variant().map(VariantOverride::variant).orElse(Variant.DEFAULT.name());
    try (TaskServices tasks = TaskServices.open(home.path(), console)) {
      return new OrchestratedRuns(
              tasks.services().tracking(),
              tasks.services().store(),
              tasks.claimSettings(),
              new DigestMemory(home.path()))
          .begin(pipeline, variant, overrides.date().orElseGet(LocalDate::now), key)
          .toJson();
    }
  }
}
