package org.wavetrain.tracking;

/** What has become of a run; the names are MLflow's. */
public enum RunStatus {
  RUNNING,
  SCHEDULED,
  FINISHED,
  FAILED,
  /** Stopped on request, or by force. */
  KILLED
}
