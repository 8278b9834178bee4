package org.wavetrain.stage;

import org.wavetrain.failure.ErrorCode;

/** What can go wrong around a stage, whatever the stage. */
public enum StageError implements ErrorCode {
  /** The environment does not hold a job, or one that cannot be read. */
  STAGE_JOB_INVALID,
  /** The job names a stage that this program does not have. */
  STAGE_KIND_UNKNOWN,
  /** The job's key is not the one that its inputs, parameters and code version give. */
  STAGE_KEY_MISMATCH,
  /** A job is one of several shards, but the stage cannot be shared out. */
  STAGE_NOT_SHARDABLE,
  /** Another process has taken over the making of the artifact. */
  STAGE_CLAIM_LOST,
  /** The folder that stages work in cannot be written to. */
  WORK_FOLDER_UNWRITABLE,
  /** A folder of recordings changed while the stage read it. */
  SOURCE_CHANGED,
  /** A variable that says how stages run does not make sense. */
  STAGE_SETTINGS_INVALID,
  /** The stage showed no sign of life any more. */
  STAGE_HUNG,
  /** The stage ran out of memory. */
  STAGE_OUT_OF_MEMORY,
  /** The stage failed through no fault of the user. */
  STAGE_FAILED
}
