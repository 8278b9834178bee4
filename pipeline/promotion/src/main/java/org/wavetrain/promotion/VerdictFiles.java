package org.wavetrain.promotion;

import org.wavetrain.artifacts.Proof;

/** Where each verdict is kept as a file, beside the run that made the version. */
@FunctionalInterface
public interface VerdictFiles {
  /**
   * Keeps a verdict in place of an earlier one, but not of one that another process keeps whose
   * turn has come since.
   *
   * @param runId the tracked run that made the version
   * @throws org.wavetrain.artifacts.ClaimLost if another process's turn has come
   */
  void keep(String runId, Verdict verdict, Proof turn);
}
