package org.wavetrain.airflow;

import java.util.Arrays;

/** How far a task of a run is. */
public enum TaskState {
  /** The scheduler has not looked at it yet. */
  NONE,
  /** A mapped task that the run does not have any more. */
  REMOVED,
  /** It will be queued as soon as there is room. */
  SCHEDULED,
  /** It waits for a worker. */
  QUEUED,
  /** A worker does it. */
  RUNNING,
  /** It is done. */
  SUCCESS,
  /** It was cleared while it ran. */
  RESTARTING,
  /** It has failed for good. */
  FAILED,
  /** It has failed and is tried again after a pause. */
  UP_FOR_RETRY,
  /** It looks again later. */
  UP_FOR_RESCHEDULE,
  /** One that it needs has failed. */
  UPSTREAM_FAILED,
  /** It was not needed. */
  SKIPPED,
  /** It waits without a worker. */
  DEFERRED,
  /** It waits for a person's answer. */
  AWAITING_INPUT,
  /** One that a later Airflow has. */
  OTHER;

  static TaskState of(String name) {
    return name == null
        ? NONE
        : Arrays.stream(values())
            .filter(state -> state.name().equalsIgnoreCase(name))
            .findFirst()
            .orElse(OTHER);
  }
}
