package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the quickstart recipe on speech that it makes itself, or on the user's own. */
@Command(
    name = "quickstart",
    description = {
      "Trains a small model from nothing and shows what came out.",
      "The speech is synthetic unless you give folders of your own."
    },
    mixinStandardHelpOptions = true)
final class QuickstartCommand implements Callable<Integer> {
  /** The recipe that it runs. */
  static final String RECIPE = "quickstart";

  private final Console console;

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = "Own recordings in place of the synthetic ones of the same kind.")
  private List<Path> corpora = new ArrayList<>();

  @Option(
      names = "--layout",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "Layout of the folders of --corpus (default: recognised).")
  private String layout;

  @Option(
      names = "--budget",
      defaultValue = "full",
      description = "${COMPLETION-CANDIDATES}; small only shows that all works (default: full).")
  private Budget budget;

  @Option(names = "--seed", paramLabel = "N", description = "Seed in place of the recipe's.")
  private Long seed;

  @Mixin private RunOptions options;

  QuickstartCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = options.home().path();
    new PipelineCommand(console, options)
        .run(
            (kinds, display) -> {
              Pipeline recipe =
                  Definitions.read(
                      Recipes.find(budget.recipe()), home, options.set().overrides(), kinds);
              OwnCorpora own = OwnCorpora.recognise(corpora, layout);
              new SyntheticCorpora(budget, display).make(recipe, own);
              return own.replaceIn(seed == null ? recipe : withSeed(recipe, seed));
            });
    return ExitCode.DONE.code();
  }

  private static Pipeline withSeed(Pipeline pipeline, long seed) {
    return new Pipeline(
        pipeline.name(), seed, pipeline.sources(), pipeline.stages(), pipeline.registration());
  }
}
