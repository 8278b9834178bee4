package org.wavetrain.airflow;

import java.util.Arrays;

/** How far a run of a DAG is. */
public enum RunState {
  /** It waits for its turn. */
  QUEUED,
  /** Its tasks run. */
  RUNNING,
  /** All of its last tasks have succeeded. */
  SUCCESS,
  /** One of its last tasks has failed for good. */
  FAILED,
  /** One that a later Airflow has. */
  OTHER;

  /** Whether nothing more will happen unless tasks are cleared. */
  public boolean isOver() {
    return this == SUCCESS || this == FAILED;
  }

  static RunState of(String name) {
    return Arrays.stream(values())
        .filter(state -> state.name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(OTHER);
  }
}
