package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.report.KeptReports;
import org.wavetrain.stage.RunFiles;
import org.wavetrain.tracking.TrackedRun;

/**
 * Puts pages below {@code reports/} in the bucket of the artifacts, and beside the tracking runs
 * unless the tracking server keeps files in a place that cannot be written to.
 */
record TaskReports(Services services) {
  private static final String TAG = "wavetrain.report";

  /** What writes a page into a file. */
  @FunctionalInterface
  interface Page {
    void write(Path file) throws IOException;
  }

  /** Writes a page and puts it under a name; returns its address, which the run is tagged with. */
  String put(TrackedRun run, String name, Page page) throws IOException {
    Path folder = Files.createTempDirectory("wavetrain-report");
    try {
      Path file = folder.resolve(name);
      page.write(file);
      String address = put(run.id(), name, Files.readAllBytes(file));
      run.tag(TAG, address);
      return address;
    } finally {
      new FolderTree(folder).remove();
    }
  }

  /** Puts a page of a run under a name; returns its address. */
  String put(String runId, String name, byte[] content) {
    String kept = new KeptReports(services.store()).put(runId, name, content);
    return new RunFiles(services.tracking(), services.store())
        .put(runId, name, content)
        .orElse(kept);
  }
}
