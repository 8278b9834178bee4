package org.wavetrain.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.airflow.LogLine;
import org.wavetrain.airflow.LogPart;
import org.wavetrain.airflow.TaskInstance;
import org.wavetrain.airflow.TaskState;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what a task has logged. */
@Command(
    name = "logs",
    description = {
      "Prints what a task of a run has logged.",
      "For example: wavetrain airflow logs retraining_my-words latest --task finetune"
    },
    mixinStandardHelpOptions = true)
final class AirflowLogsCommand implements Callable<Integer> {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  /** Airflow counts an attempt from when it is scheduled. */
  private static final Set<TaskState> WAITING = Set.of(TaskState.SCHEDULED, TaskState.QUEUED);

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

  @Mixin private JsonOption json;

  AirflowLogsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Airflow airflow = AirflowCommand.server(console);
    DagRun run = arguments.find(airflow);
    TaskInstance task = RunTasks.of(airflow, run).get(name);
    int wanted = attempt(task);
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
    if (json.wanted()) {
      json.print(console, () -> line);
      return;
    }
    StringBuilder text = new StringBuilder();
    line.time().ifPresent(time -> text.append(SECONDS.format(time)).append(' '));
    line.level().ifPresent(level -> text.append(level.toUpperCase(Locale.ROOT)).append(' '));
    console.out().println(text.append(line.event()));
    line.exceptions().forEach(thrown -> console.out().print(thrown.indent(2)));
  }

  /** The attempt that is meant: Airflow would say of others that it has no such task. */
  private int attempt(TaskInstance task) {
    boolean waits = WAITING.contains(task.state()) && task.started().isEmpty();
    if (task.attempt() == 0 || waits) {
      throw new UserFailure(
          CommandError.AIRFLOW_ATTEMPT_MISSING,
          "Task %s of run %s has not begun: its state is %s."
              .formatted(task.name(), task.run(), task.stateWords()),
          "`wavetrain airflow status %s %s` shows how the run goes."
              .formatted(ShellWord.of(task.dag()), ShellWord.of(task.run())));
    }
    if (attempt != null && (attempt < 1 || attempt > task.attempt())) {
      throw new UserFailure(
          CommandError.AIRFLOW_ATTEMPT_MISSING,
          "Task %s of run %s has no attempt %d: it has made %d."
              .formatted(task.name(), task.run(), attempt, task.attempt()),
          "Leave --attempt out for the last one, or give the number of an earlier one.");
    }
    return attempt == null ? task.attempt() : attempt;
  }
}
