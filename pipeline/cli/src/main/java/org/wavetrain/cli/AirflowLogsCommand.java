package org.wavetrain.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.airflow.LogLine;
import org.wavetrain.airflow.LogPart;
import org.wavetrain.airflow.TaskInstance;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what a task has logged. */
@Command(
    name = "logs",
    description = "Prints what a task of a run has logged.",
    mixinStandardHelpOptions = true)
final class AirflowLogsCommand implements Callable<Integer> {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Console console;

  @Mixin private AirflowRunArguments arguments;

  @Option(
      names = "--task",
      required = true,
      paramLabel = "TASK",
      description = "The task's name, as status shows it, for example variant.finetune[small].")
  private String name;

  @Option(
      names = "--attempt",
      paramLabel = "N",
      description = "Which attempt, from 1 (default: the last one).")
  private Integer attempt;

  AirflowLogsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Airflow airflow = AirflowCommand.server(console);
    DagRun run = arguments.find(airflow);
    TaskInstance task = task(airflow.tasks().of(run));
    int wanted = attempt == null ? Math.max(1, task.attempt()) : attempt;
    Optional<String> from = Optional.empty();
    while (true) {
      LogPart part = airflow.tasks().log(task, wanted, from);
      part.lines().forEach(this::show);
      if (part.lines().isEmpty() || part.next().isEmpty()) {
        return ExitCode.DONE.code();
      }
      from = part.next();
    }
  }

  private void show(LogLine line) {
    StringBuilder text = new StringBuilder();
    line.time().ifPresent(time -> text.append(SECONDS.format(time)).append(' '));
    line.level().ifPresent(level -> text.append(level.toUpperCase(Locale.ROOT)).append(' '));
    console.out().println(text.append(line.event()));
    line.exceptions().forEach(thrown -> console.out().print(thrown.indent(2)));
  }

  private TaskInstance task(List<TaskInstance> tasks) {
    return tasks.stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserFailure(
                    CommandError.AIRFLOW_TASK_UNKNOWN,
                    "The run has no task " + name + ".",
                    "Give one of "
                        + tasks.stream().map(TaskInstance::name).collect(Collectors.joining(", "))
                        + "."));
  }
}
