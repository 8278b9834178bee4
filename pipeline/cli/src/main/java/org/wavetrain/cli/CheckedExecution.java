package org.wavetrain.cli;

import java.nio.file.Path;
import java.util.Arrays;
import org.wavetrain.failure.UserFailure;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Runs the command that was typed, unless something of it would be passed over in silence. */
final class CheckedExecution implements IExecutionStrategy {
  private static final String MODEL = "MODEL";

  private final ResultStream out;

  /**
   * @param out where results go, which has to take them
   */
  CheckedExecution(ResultStream out) {
    this.out = out;
  }

  @Override
  public int execute(ParseResult typed) {
    Integer helped = CommandLine.executeHelpRequest(typed);
    int status = helped == null ? run(typed) : helped;
    try {
      out.requireWritten();
    } catch (RuntimeException failure) {
      throw new ExecutionException(
          typed.commandSpec().commandLine(), "The results were not written.", failure);
    }
    return status;
  }

  private static int run(ParseResult typed) {
    ParseResult level = typed;
    requireValues(level);
    while (level.hasSubcommand()) {
      requireNoOptions(level);
      level = level.subcommand();
      requireValues(level);
    }
    return new CommandLine.RunLast().execute(typed);
  }

  /** An option before the name of a further command is not one of that command. */
  private static void requireNoOptions(ParseResult level) {
    if (level.matchedOptions().isEmpty()) {
      return;
    }
    String option = level.matchedOptions().get(0).longestName();
    String next = level.subcommand().commandSpec().name();
    boolean taken = level.subcommand().commandSpec().findOption(option) != null;
    throw refused(
        level,
        "%s stands before %s, where it has no effect.".formatted(option, next),
        taken
            ? "Write it after %s.".formatted(next)
            : "Leave it out: %s has no such option.".formatted(next));
  }

  /** A folder without a name would be the one that somebody stands in. */
  private static void requireValues(ParseResult level) {
    level.matchedPositionals().forEach(argument -> requireValue(level, argument));
    level.matchedOptions().stream()
        .filter(option -> isPath(option) || option.paramLabel().equals(MODEL))
        .forEach(option -> requireValue(level, option));
  }

  private static boolean isPath(OptionSpec option) {
    return Arrays.asList(option.auxiliaryTypes()).contains(Path.class)
        || option.type() == Path.class;
  }

  private static void requireValue(ParseResult level, ArgSpec argument) {
    if (argument.originalStringValues().contains("")) {
      String name =
          argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
      throw refused(
          level,
          name + " is empty.",
          "Give it a value: perhaps a variable of the shell is not set.");
    }
  }

  private static ExecutionException refused(ParseResult level, String sentence, String remedy) {
    return new ExecutionException(
        level.commandSpec().commandLine(),
        sentence,
        new UserFailure(CommandError.COMMAND_LINE_INVALID, sentence, remedy));
  }
}
