package org.wavetrain.airflow;

import java.util.List;
import java.util.Optional;
import org.wavetrain.airflow.Requests.Page;
import org.wavetrain.airflow.client.api.TaskInstancesApi;
import org.wavetrain.airflow.client.model.ClearTaskInstancesBody;
import org.wavetrain.airflow.client.model.TaskInstanceCollectionResponse;
import org.wavetrain.airflow.client.model.TaskInstancesLogResponse;

/** The tasks of runs. */
public final class TaskInstances {
  private final Requests requests;
  private final TaskInstancesApi api;

  TaskInstances(Requests requests) {
    this.requests = requests;
    this.api = new TaskInstancesApi(requests.client());
  }

  /** The tasks of a run, a mapped one once for each of what it is mapped over. */
  public List<TaskInstance> of(DagRun run) {
    return requests.readAll(
        "list the tasks of run %s of DAG %s".formatted(run.id(), run.dag()),
        offset -> {
          TaskInstanceCollectionResponse page =
              api.getTaskInstances(
                  TaskInstancesApi.APIGetTaskInstancesRequest.newBuilder()
                      .dagId(run.dag())
                      .dagRunId(run.id())
                      .limit(Airflow.PAGE)
                      .offset(offset)
                      .build());
          return new Page<>(
              page.getTaskInstances().stream().map(TaskInstance::of).toList(),
              page.getTotalEntries());
        });
  }

  /**
   * What an attempt has logged.
   *
   * @param attempt from 1
   * @param from what a part before gave, for what follows it
   */
  public LogPart log(TaskInstance task, int attempt, Optional<String> from) {
    return requests.read(
        "read the log of task %s of run %s".formatted(task.name(), task.run()),
        () -> {
          TaskInstancesLogResponse answer =
              api.getLog(
                  TaskInstancesApi.APIGetLogRequest.newBuilder()
                      .dagId(task.dag())
                      .dagRunId(task.run())
                      .taskId(task.task())
                      .tryNumber(attempt)
                      .mapIndex(task.mapIndex())
                      .fullContent(from.isEmpty())
                      .token(from.orElse(null))
                      .build());
          return new LogPart(
              answer.getContent().stream().map(LogLine::of).toList(),
              Optional.ofNullable(answer.getContinuationToken()));
        });
  }

  /**
   * Has tasks of a run done again; those that run are stopped first. The run goes on with them.
   *
   * @param tasks which; all if empty
   * @param failedOnly of them, only those that have failed
   * @param downstream also those that depend on them
   * @return what was cleared
   */
  public List<TaskInstance> clear(
      DagRun run, List<TaskInstance> tasks, boolean failedOnly, boolean downstream) {
    ClearTaskInstancesBody body =
        new ClearTaskInstancesBody()
            .dryRun(false)
            .dagRunId(run.id())
            .taskIds(tasks.isEmpty() ? null : tasks.stream().map(TaskInstances::marker).toList())
            .onlyFailed(failedOnly)
            .includeDownstream(downstream)
            .resetDagRuns(true);
    return requests.change(
        "clear tasks of run %s of DAG %s".formatted(run.id(), run.dag()),
        () ->
            api.clearTaskInstances(run.dag(), body).getTaskInstances().stream()
                .map(TaskInstance::of)
                .toList());
  }

  private static Object marker(TaskInstance task) {
    return task.mapIndex() < 0 ? task.task() : List.of(task.task(), task.mapIndex());
  }
}
