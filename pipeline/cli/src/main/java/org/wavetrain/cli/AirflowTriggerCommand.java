package org.wavetrain.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.Dag;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.definition.SourceOverride;
import org.wavetrain.definition.Suggestion;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins a run of a DAG. */
@Command(
    name = "trigger",
    description = {
      "Starts a run of a DAG, shows it to its end, and ends with its result.",
      "For example: wavetrain airflow trigger retraining_my-words --set finetune.steps=400"
    },
    mixinStandardHelpOptions = true)
final class AirflowTriggerCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DAG", description = "Its name, for example retraining_my-words.")
  private String dag;

  @Option(
      names = "--set",
      paramLabel = "STAGE.PARAMETER=VALUE",
      description = "A parameter in place of the file's; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "NAME=PATH",
      description = "A source in place of the file's, as the tasks see it; may be repeated.")
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "Only this variant of the file's; may be repeated.")
  private List<String> variants = new ArrayList<>();

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The day whose recordings are used (default: that of the run).")
  private LocalDate date;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description =
          "Any other parameter of the DAG, such as the version of a promotion; JSON, or a text if"
              + " it is none.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Mixin private AirflowFollowOptions following;

  @Mixin private JsonOption json;

  AirflowTriggerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, Object> given = given();
    Airflow airflow = AirflowCommand.server(console);
    Dag known = airflow.dag(dag);
    if (!given.isEmpty()) {
      requireKnown(given.keySet(), airflow.parameters(dag));
    }
    Console words = json.words(console);
    AirflowFollowOptions.tellIfPaused(words, known);
    DagRun run = airflow.runs().trigger(dag, Optional.empty(), given);
    words.out().println(dag + " runs as " + run.id());
    if (following.detached()) {
      QueuedRun.waitsFor(airflow, run).ifPresent(words.out()::println);
      words.out().println(AirflowFollowOptions.hint(run));
    } else {
      AirflowFollowOptions.follow(words, airflow, run);
    }
    json.print(console, () -> airflow.runs().get(dag, run.id()));
    return ExitCode.DONE.code();
  }

  /** Airflow would take a name that is spelled wrong, and run with the default of the right one. */
  private void requireKnown(Set<String> given, Set<String> known) {
    for (String name : given) {
      if (!known.contains(name)) {
        throw new UserFailure(
            CommandError.AIRFLOW_PARAMETER_UNKNOWN,
            "DAG " + dag + " has no parameter " + name + ".",
            Suggestion.remedy(name, known));
      }
    }
  }

  private Map<String, Object> given() {
    Map<String, Object> given = new LinkedHashMap<>();
    parameters.forEach((name, text) -> given.put(name, ParameterValue.of(text)));
    if (!overrides.isEmpty()) {
      given.put("overrides", overrides);
    }
    if (!sources.isEmpty()) {
      Map<String, String> paths = new LinkedHashMap<>();
      sources.stream()
          .map(SourceOverride::parse)
          .forEach(source -> paths.put(source.source(), source.path().toString()));
      given.put("sources", paths);
    }
    if (!variants.isEmpty()) {
      given.put("variants", variants);
    }
    if (date != null) {
      given.put("date", date.toString());
    }
    return given;
  }
}
