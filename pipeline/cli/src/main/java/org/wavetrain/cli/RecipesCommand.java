package org.wavetrain.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wavetrain.cli.display.TextTable;
import org.wavetrain.definition.Overrides;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.Source;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the pipelines that come with the program. */
@Command(
    name = "recipes",
    description = {
      "Lists the pipelines that come with the program.",
      "Each runs by its name, with folders of your own.",
      "For example: wavetrain run torgo --source torgo=/data/TORGO"
    },
    mixinStandardHelpOptions = true)
final class RecipesCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private HomeOption home;

  @Mixin private JsonOption json;

  RecipesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Definitions definitions = new Definitions(home.path(), StageKinds.installed());
    TextTable table = new TextTable("recipe", "sources", "does");
    for (String name : Recipes.names()) {
      Pipeline recipe = definitions.recipe(Recipes.find(name), Overrides.NONE);
      json.print(console, () -> Listed.of(name, recipe));
      table.row(
          name,
          recipe.sources().stream().map(Source::name).collect(Collectors.joining(", ")),
          recipe.description().orElse(""));
    }
    if (!json.wanted()) {
      console.out().print(table);
    }
    return ExitCode.DONE.code();
  }

  private record Listed(String recipe, List<String> sources, String description) {
    static Listed of(String name, Pipeline recipe) {
      return new Listed(
          name,
          recipe.sources().stream().map(Source::name).toList(),
          recipe.description().orElse(""));
    }
  }
}
