package org.wavetrain.local.runner;

import org.wavetrain.failure.ErrorCode;

/** What can go wrong when a pipeline runs on this machine, besides its stages. */
public enum RunnerError implements ErrorCode {
  /** Another run works in the same home. */
  HOME_IN_USE,
  /** An option names a stage that the pipeline does not have. */
  RUN_STAGE_UNKNOWN,
  /** A stage that the options leave out was never made, but its artifact is needed. */
  RUN_INPUT_MISSING,
  /** The run was interrupted. */
  RUN_STOPPED,
  /** A stage's process could not be started. */
  STAGE_NOT_STARTED,
  /** A stage's process ended without saying why. */
  STAGE_DIED,
  /** A task was given something else than what the task before it printed. */
  TASK_ARGUMENT_MALFORMED,
  /** A stage ended well, but its artifact is not in the store. */
  STAGE_ARTIFACT_MISSING
}
