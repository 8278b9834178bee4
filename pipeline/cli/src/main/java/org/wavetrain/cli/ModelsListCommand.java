package org.wavetrain.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists registered models. */
@Command(
    name = "list",
    description = {
      "Lists the registered models with their versions, aliases and figures.",
      "For example: wavetrain models list --json"
    },
    mixinStandardHelpOptions = true)
final class ModelsListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelList list;

  ModelsListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    list.print(console.out());
    return ExitCode.DONE.code();
  }
}
