package org.wavetrain.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a version of a model in service. */
@Command(
    name = "promote",
    description = "Puts a version in service: the alias champion points to it from then on.",
    mixinStandardHelpOptions = true)
final class PromoteTask implements Callable<Integer> {
  private final Console console;

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
  private String model;

  @Option(names = "--version", required = true, paramLabel = "N", description = "The version.")
  private int version;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for whoever reads the version's tags.")
  private String reason;

  @Mixin private HomeOption home;

  PromoteTask(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LogFile.standardError();
    return new TaskOutput(console, System.getenv())
        .of(
            () -> {
              try (TaskServices tasks = TaskServices.open(home.path())) {
                return TaskJson.of(tasks.champions().promote(model, version, reason));
              }
            });
  }
}
