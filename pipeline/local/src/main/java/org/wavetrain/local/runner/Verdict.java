package org.wavetrain.local.runner;

/** What a run does about a stage. */
public enum Verdict {
  /** Its artifact exists and is used. */
  HIT,
  /** It runs. */
  MISS,
  /** The options leave it out. */
  LEFT_OUT
}
