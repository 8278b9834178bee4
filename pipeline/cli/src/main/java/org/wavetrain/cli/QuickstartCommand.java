package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.wavetrain.cli.display.ProgressDisplay;
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
      "The speech is synthetic unless you give folders of your own.",
      "For example: wavetrain quickstart --budget small"
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
      description = "small, which only shows that all works, or full (default: full).")
  private Budget budget;

  @Option(names = "--seed", paramLabel = "N", description = "Seed in place of the recipe's.")
  private Long seed;

  @Mixin private RunOptions options;

  QuickstartCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    new PipelineCommand(console, options).run(new Recipe());
    return ExitCode.DONE.code();
  }

  /** The recipe, with speech that is made for it or with the user's own. */
  private final class Recipe implements PipelineCommand.Preparation {
    @Override
    public Pipeline read(StageKinds kinds) {
      Pipeline recipe =
          new Definitions(options.home().path(), kinds)
              .toPrepare(
                  Recipes.find(budget.recipe()),
                  options.overrides(),
                  options.selection().selection());
      return seed == null ? recipe : recipe.withSeed(seed);
    }

    @Override
    public Pipeline complete(Pipeline recipe, ProgressDisplay display) throws IOException {
      OwnCorpora own = OwnCorpora.recognise(corpora, layout);
      new SyntheticCorpora(budget, display).make(recipe, own);
      return own.replaceIn(recipe);
    }
  }
}
