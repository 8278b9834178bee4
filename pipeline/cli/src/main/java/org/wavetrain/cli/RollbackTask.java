package org.wavetrain.cli;

import java.util.concurrent.Callable;
import org.wavetrain.promotion.Reason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts the version in service again that was before. */
@Command(
    name = "rollback",
    description = {
      "Puts the version in service again that was before the one that is.",
      "For example: wavetrain task rollback --model my-words --reason \"it fails on numbers\""
    },
    mixinStandardHelpOptions = true)
final class RollbackTask implements Callable<Integer> {
  private final Console console;

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
  private String model;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Why, for whoever reads the history; it has to be said. Repeated with the same reason,"
              + " the command does not go back a second time.")
  private String reason;

  @Mixin private HomeOption home;

  RollbackTask(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LogFile.standardError();
    return new TaskOutput(console, System.getenv())
        .of(
            () -> {
              Reason why = new Reason(reason);
              try (TaskServices tasks = TaskServices.open(home.path(), console)) {
                return TaskJson.of(tasks.champions().rollBackOnce(model, why));
              }
            });
  }
}
