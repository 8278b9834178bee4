package org.wavetrain.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Registered models: without a further word, a list of them. */
@Command(
    name = "models",
    description = {
      "Lists the registered models with their versions and figures, or copies one.",
      "For example: wavetrain models pull my-words@champion my-words"
    },
    mixinStandardHelpOptions = true,
    subcommands = {ModelsListCommand.class, ModelsPullCommand.class})
final class ModelsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelList list;

  ModelsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    list.print(console.out());
    return ExitCode.DONE.code();
  }
}
