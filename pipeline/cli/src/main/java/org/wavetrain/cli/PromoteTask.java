package org.wavetrain.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.promotion.Reason;
import org.wavetrain.promotion.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a version of a model in service. */
@Command(
    name = "promote",
    description = {
      "Puts a version in service: the alias champion points to it from then on.",
      "The gate is asked once more, since another version may have come first.",
      "For example: wavetrain task promote --model my-words --version 7 --reason \"it hears names\""
    })
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

  @Option(
      names = "--anyway",
      description = "Put it in service whatever the gate says; --reason tells why.")
  private boolean anyway;

  @Mixin private HelpOption help;
  @Mixin private HomeOption home;

  PromoteTask(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LogFile.standardError();
    return new TaskOutput(console, System.getenv()).of(() -> TaskJson.of(promote()));
  }

  private Verdict promote() throws Exception {
    Optional<Reason> forced = anyway ? Optional.of(new Reason(reason)) : Optional.empty();
    try (TaskServices tasks = TaskServices.open(home.path(), console)) {
      return forced.isPresent()
          ? tasks.promotion().promoteAnyway(model, version, Promotion.CHAMPION, forced.get())
          : tasks.promotion().promote(model, version, reason);
    }
  }
}
