package org.wavetrain.airflow;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.wavetrain.airflow.client.model.TaskInstanceResponse;

/**
 * A task of a run; a mapped one is there once for each of what it is mapped over.
 *
 * @param dag the DAG's name
 * @param run the run's name
 * @param task the task's name
 * @param mapIndex which of a mapped task it is, from 0; −1 for one that is not mapped
 * @param label what a mapped one is called; empty until it runs and has said so
 * @param state how far it is
 * @param stateWords the same as Airflow calls it, for example {@code up for retry}
 * @param attempt how often it was begun
 * @param started when the last attempt began
 * @param ended when the last attempt was over
 */
public record TaskInstance(
    String dag,
    String run,
    String task,
    int mapIndex,
    Optional<String> label,
    TaskState state,
    String stateWords,
    int attempt,
    Optional<Instant> started,
    Optional<Instant> ended) {
  static TaskInstance of(TaskInstanceResponse response) {
    return new TaskInstance(
        response.getDagId(),
        response.getDagRunId(),
        response.getTaskId(),
        response.getMapIndex(),
        // Until then, Airflow gives the index in its place.
        Optional.ofNullable(response.getRenderedMapIndex())
            .filter(label -> !label.equals(String.valueOf(response.getMapIndex()))),
        TaskState.of(response.getState()),
        Objects.requireNonNullElse(response.getState(), "none").replace('_', ' '),
        response.getTryNumber(),
        Times.instant(response.getStartDate()),
        Times.instant(response.getEndDate()));
  }

  /** What stays the same of it while it runs, unlike its name. */
  public String place() {
    return task + "/" + mapIndex;
  }

  /** Whether its name is what it will be from now on. */
  public boolean isNamed() {
    return mapIndex < 0 || label.isPresent();
  }

  /** The task's name, with what tells a mapped one from its sisters. */
  public String name() {
    return mapIndex < 0 ? task : task + "[" + label.orElse(Integer.toString(mapIndex)) + "]";
  }
}
