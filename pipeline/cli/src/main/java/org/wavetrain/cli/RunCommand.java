package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs a pipeline file. */
@Command(
    name = "run",
    description = {
      "Runs a pipeline: what is cached is not made again.",
      "For example: wavetrain run my-recipe.yaml --set finetune.learning_rate=5e-4"
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The pipeline file, or a recipe's name.")
  private Path file;

  @Mixin private RunOptions options;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    new PipelineCommand(console, options)
        .run(
            kinds ->
                new Definitions(options.home().path(), kinds)
                    .toRun(
                        Recipes.resolve(file),
                        options.overrides(),
                        options.selection().selection()));
    return ExitCode.DONE.code();
  }
}
