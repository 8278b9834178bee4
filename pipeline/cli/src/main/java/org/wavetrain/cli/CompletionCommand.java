package org.wavetrain.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.wavetrain.stage.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete commands, options and their values. */
@Command(
    name = "completion",
    description = {
      "Prints a script with which bash and zsh complete commands, options and values.",
      "For example: source <(wavetrain completion)"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    writeValuesAsInTheDocuments(spec.root());
    console.out().print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
    return ExitCode.DONE.code();
  }

  /** Values of enumerations are taken in any letters, and written small everywhere else. */
  private static void writeValuesAsInTheDocuments(CommandSpec command) {
    for (OptionSpec option : List.copyOf(command.options())) {
      if (option.type().isEnum()) {
        List<String> values = new ArrayList<>();
        option.completionCandidates().forEach(value -> values.add(value.toLowerCase(Locale.ROOT)));
        command.remove(option);
        command.addOption(option.toBuilder().completionCandidates(values).build());
      }
    }
    command
        .subcommands()
        .values()
        .forEach(subcommand -> writeValuesAsInTheDocuments(subcommand.getCommandSpec()));
  }
}
