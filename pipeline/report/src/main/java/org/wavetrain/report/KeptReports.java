package org.wavetrain.report;

import java.util.Optional;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectFolder;

/** The reports of all runs, below {@code reports/} in the bucket of the artifacts. */
public final class KeptReports {
  private final ObjectFolder reports;

  public KeptReports(ArtifactStore store) {
    this.reports = store.folder("reports");
  }

  /**
   * Keeps a page in place of one of the same name; returns its address.
   *
   * @param runId the tracking run that it is of
   * @param name for example {@code report.html}
   */
  public String put(String runId, String name, byte[] page) {
    reports.put(runId + "/" + name, page);
    return reports.address() + "/" + runId + "/" + name;
  }

  /** The page that was kept last under a name. */
  public Optional<byte[]> find(String runId, String name) {
    return reports.get(runId + "/" + name);
  }
}
