package org.wavetrain.report;

import java.util.Optional;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectFolder;
import org.wavetrain.artifacts.Proof;
import org.wavetrain.artifacts.StampedObject;

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

  /**
   * Keeps a file in place of one of the same name, which another process may keep as well: what was
   * kept by one whose turn has come since stays.
   *
   * @throws org.wavetrain.artifacts.ClaimLost if it is not this process's turn any more
   */
  public void replace(String runId, String name, byte[] content, Proof turn) {
    String path = runId + "/" + name;
    boolean kept = false;
    while (!kept) {
      Optional<StampedObject> earlier = reports.getStamped(path);
      // Whoever writes after this has made it another version.
      turn.require();
      kept =
          earlier.isPresent()
              ? reports.putIfUnchanged(path, content, earlier.get().tag())
              : reports.putIfAbsent(path, content);
    }
  }

  /** The page that was kept last under a name. */
  public Optional<byte[]> find(String runId, String name) {
    return reports.get(runId + "/" + name);
  }
}
