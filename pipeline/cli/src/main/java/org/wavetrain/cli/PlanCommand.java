package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.cli.display.Amounts;
import org.wavetrain.cli.display.TextTable;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PipelineGraph;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.RunForecast;
import org.wavetrain.local.runner.StageForecast;
import org.wavetrain.local.runner.Verdict;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a run would do. */
@Command(
    name = "plan",
    description = {
      "Shows what a run would do, and how long it would take.",
      "For example: wavetrain plan my-recipe.yaml --set finetune.steps=400"
    },
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The pipeline file, or a recipe's name (default: quickstart).",
      defaultValue = QuickstartCommand.RECIPE)
  private Path file;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text or json, which is the graph (default: text).")
  private Format format;

  @Mixin private JsonOption json;
  @Mixin private HomeOption home;
  @Mixin private OverrideOptions replacing;
  @Mixin private SelectionOptions selection;

  PlanCommand(Console console) {
    this.console = console;
  }

  /** What is printed. */
  enum Format {
    TEXT,
    JSON
  }

  /**
   * A stage, for programs.
   *
   * @param verdict hit, miss or left out, as the table has it
   * @param seconds how long it would take; empty where nobody can say
   * @param key its artifact's; empty while an input that decides it does not exist
   */
  private record Planned(
      String stage, String verdict, String reason, Optional<Double> seconds, Optional<String> key) {
    static Planned of(StageForecast forecast) {
      return new Planned(
          forecast.stage().name(),
          forecast.verdict().name().toLowerCase(Locale.ROOT),
          forecast.reason(),
          forecast.estimate().map(estimate -> estimate.toMillis() / 1000.0),
          forecast.key().map(ArtifactKey::toString));
    }
  }

  @Override
  public Integer call() throws IOException {
    if (json.wanted() && format == Format.JSON) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--json tells what a run would do, and --format json prints the graph.",
          "Leave one of the two out.");
    }
    if (Files.isDirectory(home.path())) {
      LogFile.open(home.path());
    }
    StageKinds kinds = StageKinds.installed();
    Definitions definitions = new Definitions(home.path(), kinds);
    Path resolved = Recipes.resolve(file);
    if (format == Format.JSON) {
      Pipeline pipeline = definitions.toShow(resolved, replacing.overrides());
      selection.check(pipeline);
      console.out().println(PipelineGraph.toJson(pipeline));
      return ExitCode.DONE.code();
    }
    try (HomeToRead read = HomeToRead.of(home.path());
        Forecasts forecasts = Forecasts.begin(kinds, read.path(), console.environment())) {
      Pipeline pipeline =
          definitions.toPlan(resolved, replacing.overrides(), selection.selection());
      selection.check(pipeline);
      RunForecast forecast = forecasts.of(pipeline, selection.selection());
      json.print(console, forecast.stages().stream().map(Planned::of).toList());
      json.words(console).out().print(text(forecast));
      if (!read.exists()) {
        json.words(console).out().printf("there is no home %s yet%n", home.path());
      }
    }
    return ExitCode.DONE.code();
  }

  private static String text(RunForecast forecast) {
    TextTable table = new TextTable("stage", "", "why", "estimate", "key");
    for (StageForecast stage : forecast.stages()) {
      boolean runs = stage.verdict() == Verdict.MISS;
      table.row(
          stage.stage().name(),
          stage.verdict().name(),
          stage.reason(),
          runs ? stage.estimate().map(Amounts::duration).orElse("unknown") : "",
          stage.key().map(key -> key.digest().abbreviated()).orElse("not known yet"));
    }
    String without =
        forecast.unknown().isEmpty()
            ? ""
            : ", not counting "
                + String.join(", ", forecast.unknown())
                + " (it depends on how large the inputs are)";
    String guess =
        forecast.total().isZero()
            ? ""
            : "It is a guess: from what the last artifacts of these stages took, or else a small"
                + " corpus, whatever the size of this one.\n";
    return "%s\nabout %s in all%s\n%s"
        .formatted(table, Amounts.duration(forecast.total()), without, guess);
  }
}
