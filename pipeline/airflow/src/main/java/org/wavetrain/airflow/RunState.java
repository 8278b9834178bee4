package org.wavetrain.airflow;

import java.util.Locale;

/** How far a run of a DAG is. */
public enum RunState {
  /** It waits for its turn. */
  QUEUED,
  /** Its tasks run. */
  RUNNING,
  /** All of its last tasks have succeeded. */
  SUCCESS,
  /** One of its last tasks has failed for good. */
  FAILED;

  /** Whether nothing more will happen unless tasks are cleared. */
  public boolean isOver() {
    return this == SUCCESS || this == FAILED;
  }

  /** The state in words. */
  public String words() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunState of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
