package org.wavetrain.promotion;

/** Where each verdict is kept as a file, beside the run that made the version. */
@FunctionalInterface
public interface VerdictFiles {
  /**
   * Keeps a verdict in place of an earlier one.
   *
   * @param runId the tracked run that made the version
   */
  void keep(String runId, Verdict verdict);
}
