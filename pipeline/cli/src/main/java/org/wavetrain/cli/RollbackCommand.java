package org.wavetrain.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.wavetrain.promotion.Reason;
import org.wavetrain.promotion.Verdict;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts the version in service again that was before the one that is, for people. */
@Command(
    name = "rollback",
    description = {
      "Puts the version in service again that was before the one that is.",
      "For example: wavetrain rollback my-words --reason \"it fails on names\""
    },
    mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "MODEL", description = "The registered model's name.")
  private String model;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Why, for whoever reads the history; it has to be said. Repeated with the same reason,"
              + " the command does not go back a second time.")
  private String reason;

  @Mixin private JsonOption json;

  @Mixin private HomeOption home;

  RollbackCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Reason why = new Reason(reason);
    LogFile.open(home.path());
    try (TaskServices services = TaskServices.open(home.path(), console)) {
      Verdict verdict = services.champions().rollBack(model, why);
      console.out().print(json.wanted() ? TaskJson.of(verdict) + "\n" : VerdictText.of(verdict));
      return ExitCode.DONE.code();
    }
  }
}
