package org.wavetrain.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.definition.DefinitionError;
import org.wavetrain.definition.PipelineProblems;
import org.wavetrain.failure.DiskTrouble;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.RunnerError;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: a code, one sentence, and what to do about it. Traces go to the log. */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final Set<Class<?>> WHOLE_NUMBERS =
      Set.of(int.class, Integer.class, long.class, Long.class);

  /** What shells expect of a process that writes to a pipe which nobody reads any more. */
  private static final int READER_GONE = 141;

  private final PrintStream error;

  FailureReport(PrintStream error) {
    this.error = error;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    if (failure instanceof ResultStream.ReaderGone) {
      return READER_GONE;
    }
    if (failure instanceof PipelineProblems problems) {
      print(problems);
      return ExitCode.USER_FAILURE.code();
    }
    Logger logger = LoggerFactory.getLogger(FailureReport.class);
    if (failure instanceof UserFailure told) {
      print(
          told.code(),
          told.getMessage(),
          SuggestedCommands.after(command, arguments).in(told.remedy()));
      logger.info("The command was refused: {}: {}", told.code().name(), told.getMessage());
      logger.debug("It was refused here", told);
      return told.code() == RunnerError.RUN_STOPPED || told.code().mayPass()
          ? ExitCode.STOPPED.code()
          : ExitCode.USER_FAILURE.code();
    }
    logger.error("The command failed", failure);
    Optional<IOException> refusal = DiskTrouble.refusalBehind(failure);
    if (refusal.isPresent()) {
      DiskTrouble trouble = DiskTrouble.of(refusal.get()).orElseThrow();
      print(
          trouble.code(),
          "A disk is " + trouble.word() + ": " + refusal.get().getMessage() + ".",
          trouble.remedy()
              + " where the command writes: in its home, its output, or the folder for temporary"
              + " files. Finished stages stay.");
      return ExitCode.USER_FAILURE.code();
    }
    print(
        CommandError.INTERNAL_ERROR,
        "Wavetrain failed through no fault of yours: " + failure + ".",
        LogFile.current()
            .map(log -> "The details are in " + log + ".")
            .orElse("Please report it."));
    return ExitCode.FAILED.code();
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String help =
        "Type %s --help to see what there is."
            .formatted(name.replaceFirst("^wavetrain", Matcher.quoteReplacement(Launcher.word())));
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      List<String> suggestions = unmatched.getSuggestions();
      String remedy =
          suggestions.isEmpty() ? help : "Did you mean " + suggestions.get(0).strip() + "?";
      if (unmatched.isUnknownOption()) {
        print(CommandError.OPTION_UNKNOWN, name + " has no option " + word + ".", remedy);
      } else if (command.getSubcommands().isEmpty()) {
        print(CommandError.COMMAND_LINE_INVALID, name + " does not take " + word + ".", remedy);
      } else {
        print(CommandError.COMMAND_UNKNOWN, "There is no command " + word + ".", remedy);
      }
    } else if (failure instanceof MissingParameterException
        && unknownOption(command, arguments).isPresent()) {
      // What is missing may have been meant by it.
      return handleParseException(
          new UnmatchedArgumentException(command, List.of(unknownOption(command, arguments).get())),
          arguments);
    } else if (failure.getValue() != null && failure.getArgSpec().type().isEnum()) {
      print(
          CommandError.COMMAND_LINE_INVALID,
          name(failure.getArgSpec()) + " is " + failure.getValue() + ".",
          "Give one of " + words(failure.getArgSpec().type()) + ".");
    } else if (failure.getValue() != null && WHOLE_NUMBERS.contains(failure.getArgSpec().type())) {
      print(
          CommandError.COMMAND_LINE_INVALID,
          name(failure.getArgSpec()) + " is " + failure.getValue() + ", which is no whole number.",
          help);
    } else if (failure.getValue() != null && failure.getArgSpec().type() == LocalDate.class) {
      print(
          CommandError.COMMAND_LINE_INVALID,
          name(failure.getArgSpec()) + " is " + failure.getValue() + ", which is not a date.",
          "Write it as 2026-01-31.");
    } else {
      String sentence = failure.getMessage();
      print(
          CommandError.COMMAND_LINE_INVALID,
          sentence.endsWith(".") ? sentence : sentence + ".",
          help);
    }
    return ExitCode.USER_FAILURE.code();
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String words(Class<?> choice) {
    return Arrays.stream(choice.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> unknownOption(CommandLine command, String[] arguments) {
    return Arrays.stream(arguments)
        .takeWhile(argument -> !argument.equals("--"))
        .filter(argument -> argument.startsWith("--"))
        .map(argument -> argument.split("=", 2)[0])
        .filter(option -> command.getCommandSpec().findOption(option) == null)
        .findFirst();
  }

  private void print(PipelineProblems problems) {
    int count = problems.problems().size();
    error.printf(
        "wavetrain: %s: %s%n",
        DefinitionError.PIPELINE_INVALID,
        count == 1 ? "The pipeline has a problem." : "The pipeline has " + count + " problems.");
    problems.getMessage().lines().forEach(line -> error.println("  " + line));
  }

  /** Prints one failure of several. */
  void print(UserFailure failure) {
    print(failure.code(), failure.getMessage(), failure.remedy());
  }

  private void print(ErrorCode code, String sentence, String remedy) {
    error.printf("wavetrain: %s: %s%n  %s%n", code.name(), sentence, remedy);
  }
}
