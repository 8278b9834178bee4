package org.wavetrain.stage;

/** Tags of the tracking run of a stage. */
public final class RunTags {
  /** The address of what it made, once that is published. */
  public static final String ARTIFACT = "wavetrain.artifact";

  /** The code of its failure. */
  static final String FAILURE = "wavetrain.failure";

  private RunTags() {}
}
