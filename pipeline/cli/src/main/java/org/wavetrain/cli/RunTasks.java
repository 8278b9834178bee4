package org.wavetrain.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.airflow.TaskInstance;
import org.wavetrain.failure.UserFailure;

/**
 * The tasks of a run, to be found by their names.
 *
 * @param run whose they are
 * @param tasks all of them
 */
record RunTasks(DagRun run, List<TaskInstance> tasks) {
  RunTasks {
    tasks = List.copyOf(tasks);
  }

  static RunTasks of(Airflow airflow, DagRun run) {
    return new RunTasks(run, airflow.tasks().of(run));
  }

  /**
   * The task of a name.
   *
   * @throws UserFailure {@code AIRFLOW_TASK_UNKNOWN}
   */
  TaskInstance get(String name) {
    return tasks.stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  /**
   * As above; a mapped task may be named without what it is mapped over, which means all of it.
   *
   * @throws UserFailure {@code AIRFLOW_TASK_UNKNOWN}
   */
  List<TaskInstance> all(String name) {
    List<TaskInstance> found =
        tasks.stream()
            .filter(task -> task.name().equals(name) || task.task().equals(name))
            .toList();
    if (found.isEmpty()) {
      throw unknown(name);
    }
    return found;
  }

  private UserFailure unknown(String name) {
    return new UserFailure(
        CommandError.AIRFLOW_TASK_UNKNOWN,
        "Run " + run.id() + " has no task " + name + ".",
        "Give one of "
            + tasks.stream().map(TaskInstance::name).collect(Collectors.joining(", "))
            + ".");
  }
}
