package org.wavetrain.stage;

/** How a stage process ends. */
public enum ExitCode {
  /** The artifact is published. */
  DONE(0),
  /** The stage itself is at fault; the log has the stack trace. */
  FAILED(1),
  /** The user can mend what went wrong; a failure event says how. */
  USER_FAILURE(2),
  /**
   * It was asked to stop, lost its claim, or a server was away; the same job, started again, goes
   * on from the last checkpoint.
   */
  STOPPED(3),
  /** Out of memory. */
  OUT_OF_MEMORY(4),
  /**
   * It showed no sign of life any more; the same job, started again, goes on from the last
   * checkpoint.
   */
  HUNG(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
