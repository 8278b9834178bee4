package org.wavetrain.stage;

/** Thrown by a stage that saved its state and stopped early because it was asked to. */
public final class StageStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StageStopped(String message) {
    super(message);
  }
}
