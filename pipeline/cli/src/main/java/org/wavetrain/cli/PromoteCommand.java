package org.wavetrain.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.promotion.Reason;
import org.wavetrain.promotion.Verdict;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a version of a model in service, for people. */
@Command(
    name = "promote",
    description = {
      "Puts a version of a model in service, if its gates let it pass.",
      "For example: wavetrain promote my-words 7 --dry-run"
    },
    mixinStandardHelpOptions = true)
final class PromoteCommand implements Callable<Integer> {
  /** Not like a version's number, which the tracking server refuses. */
  private static final String ALIAS = "(?!v?[0-9]+$)[A-Za-z0-9_-]{1,100}";

  private final Console console;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The registered model's name.")
  private String model;

  @Parameters(index = "1", paramLabel = "VERSION", description = "One of its versions.")
  private int version;

  @Option(
      names = "--to",
      paramLabel = "ALIAS",
      defaultValue = Promotion.CHAMPION,
      description =
          "The alias that it is given: ${DEFAULT-VALUE} (the default) puts it in service, another"
              + " one is for whoever asks for that.")
  private String alias;

  @Option(names = "--dry-run", description = "Only asks the gates, and changes nothing else.")
  private boolean dryRun;

  @Option(
      names = "--force",
      description =
          "Puts it in service whatever the gates say, which is written down; needs --reason.")
  private boolean force;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for whoever reads the history.")
  private String reason;

  @Mixin private JsonOption json;

  @Mixin private HomeOption home;

  PromoteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Reason> forced = force ? Optional.of(new Reason(reason)) : Optional.empty();
    if (force && dryRun) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--force overrules the gates, and --dry-run only asks them.",
          "Leave one of the two out.");
    }
    if (!alias.matches(ALIAS) || alias.equals(Promotion.CHALLENGER)) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--to is %s, which is no alias that a person gives.".formatted(alias),
          "Take a word of letters, digits, - and _ that is not challenger, which is set by the"
              + " gates.");
    }
    LogFile.open(home.path());
    try (TaskServices services = TaskServices.open(home.path(), console)) {
      Verdict verdict = verdict(services, forced);
      console.out().print(json.wanted() ? TaskJson.of(verdict) + "\n" : VerdictText.of(verdict));
      return verdict.passed() ? ExitCode.DONE.code() : ExitCode.USER_FAILURE.code();
    }
  }

  private Verdict verdict(TaskServices services, Optional<Reason> forced) throws IOException {
    if (dryRun) {
      return services.gatekeeperWithLog().preview(model, version);
    }
    Promotion promotion = services.promotionWithLog();
    return forced.isPresent()
        ? promotion.promoteAnyway(model, version, alias, forced.get())
        : promotion.promoteIfPassed(model, version, alias, reason);
  }
}
