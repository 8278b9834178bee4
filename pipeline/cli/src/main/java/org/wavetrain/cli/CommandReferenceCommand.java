package org.wavetrain.cli;

import java.util.concurrent.Callable;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints {@code docs/cli.md}. */
@Command(
    name = "command-reference",
    hidden = true,
    description = "Prints the page that lists all commands with their help, in Markdown.")
final class CommandReferenceCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  CommandReferenceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().print(new CommandReference(spec.root().commandLine()).markdown());
    return ExitCode.DONE.code();
  }
}
