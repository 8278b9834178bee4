package org.wavetrain.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.airflow.RunState;
import org.wavetrain.airflow.TaskInstance;
import org.wavetrain.airflow.TaskState;
import org.wavetrain.cli.display.ProgressDisplay;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.event.FailureEvent;

/** A run on an Airflow server that is watched. */
final class FollowedRun {
  private final Airflow airflow;
  private final ProgressDisplay display;
  private final Terminal terminal;
  private final Duration interval;
  private final Map<String, FollowedTask> tasks = new LinkedHashMap<>();
  private DagRun run;
  private String waiting = "";

  /**
   * @param interval between two looks
   */
  FollowedRun(
      Airflow airflow, DagRun run, ProgressDisplay display, Terminal terminal, Duration interval) {
    this.airflow = airflow;
    this.run = run;
    this.display = display;
    this.terminal = terminal;
    this.interval = interval;
  }

  /**
   * Shows what happens until the run is over. When this is interrupted the run goes on.
   *
   * @throws UserFailure {@code AIRFLOW_RUN_FAILED}
   */
  void toItsEnd() throws InterruptedException {
    while (true) {
      // The run first: when it is over, the tasks that are read then are all that there will be.
      run = airflow.runs().get(run.dag(), run.id());
      QueuedRun.waitsFor(airflow, run)
          .filter(reason -> !reason.equals(waiting))
          .ifPresent(this::tellWaiting);
      List<TaskInstance> now = airflow.tasks().of(run);
      display.nameWidth(now.stream().mapToInt(task -> task.name().length()).max().orElse(0));
      for (TaskInstance task : now) {
        tasks
            .computeIfAbsent(
                task.place(), place -> new FollowedTask(airflow.tasks(), display, terminal))
            .update(task);
      }
      if (run.state() == RunState.FAILED) {
        throw failure(now);
      }
      if (run.state().isOver()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(interval.toMillis());
    }
  }

  private void tellWaiting(String reason) {
    waiting = reason;
    display.line(reason);
  }

  private UserFailure failure(List<TaskInstance> ended) {
    Optional<TaskInstance> failed =
        ended.stream().filter(task -> task.state() == TaskState.FAILED).findFirst();
    Optional<FollowedTask> watched = failed.map(task -> tasks.get(task.place()));
    Optional<FailureEvent> told = watched.flatMap(FollowedTask::failure);
    Optional<String> why =
        told.map(FailureEvent::sentence)
            .or(() -> watched.flatMap(FollowedTask::exception).map(FollowedRun::sentence));
    String what =
        failed
            .map(
                task ->
                    why.map(sentence -> "task " + task.name() + ": " + sentence)
                        .orElse("task " + task.name() + " failed."))
            .orElse("it was ended by hand.");
    String look =
        failed
            .map(
                task ->
                    "`wavetrain airflow logs %s %s --task %s` shows its log, `wavetrain airflow clear %s %s --failed` does it again."
                        .formatted(
                            ShellWord.of(run.dag()),
                            ShellWord.of(run.id()),
                            ShellWord.of(task.name()),
                            ShellWord.of(run.dag()),
                            ShellWord.of(run.id())))
            .orElse("Start another run.");
    return new UserFailure(
        CommandError.AIRFLOW_RUN_FAILED,
        "Run %s of DAG %s failed: %s".formatted(run.id(), run.dag(), what),
        told.map(event -> event.remedy() + " " + look).orElse(look));
  }

  /** Exceptions may have many lines: the log shows them all. */
  private static String sentence(String exception) {
    String line = exception.lines().findFirst().orElse("").strip();
    return line.endsWith(".") ? line : line + ".";
  }
}
