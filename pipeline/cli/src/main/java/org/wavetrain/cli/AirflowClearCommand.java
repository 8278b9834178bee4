package org.wavetrain.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.airflow.TaskInstance;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has tasks done again. */
@Command(
    name = "clear",
    description = {
      "Does tasks of a run again, and those that depend on them. One that runs is stopped and goes"
          + " on from its last checkpoint.",
      "For example: wavetrain airflow clear retraining_my-words latest --failed"
    },
    mixinStandardHelpOptions = true)
final class AirflowClearCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private AirflowRunArguments arguments;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "A task, for example variant.finetune; may be repeated (default: all).")
  private List<String> tasks = new ArrayList<>();

  @Option(names = "--failed", description = "Only those that have failed.")
  private boolean failedOnly;

  @Option(names = "--alone", description = "Not those that depend on them.")
  private boolean alone;

  @Mixin private AirflowFollowOptions following;

  @Mixin private JsonOption json;

  AirflowClearCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Airflow airflow = AirflowCommand.server(console);
    DagRun run = arguments.find(airflow);
    List<TaskInstance> cleared =
        airflow.tasks().clear(run, named(airflow, run), failedOnly, !alone);
    Console words = json.words(console);
    words
        .out()
        .println(
            cleared.isEmpty()
                ? "There is nothing to do again in run " + run.id() + "."
                : run.id()
                    + " does again: "
                    + cleared.stream().map(TaskInstance::name).collect(Collectors.joining(", ")));
    if (!cleared.isEmpty()) {
      AirflowFollowOptions.tellIfPaused(words, airflow.dag(run.dag()));
      if (!following.detached()) {
        AirflowFollowOptions.follow(words, airflow, run);
      }
    }
    json.print(console, cleared);
    return ExitCode.DONE.code();
  }

  private List<TaskInstance> named(Airflow airflow, DagRun run) {
    if (tasks.isEmpty()) {
      return List.of();
    }
    RunTasks all = RunTasks.of(airflow, run);
    return tasks.stream().flatMap(name -> all.all(name).stream()).distinct().toList();
  }
}
