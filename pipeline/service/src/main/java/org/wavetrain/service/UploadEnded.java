package org.wavetrain.service;

/** The client went away, or fell silent, before all of its recording was there. */
final class UploadEnded extends Exception {
  private static final long serialVersionUID = 1;

  UploadEnded(Throwable cause) {
    super("the upload ended early", cause);
  }
}
