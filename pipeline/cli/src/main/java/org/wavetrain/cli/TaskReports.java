package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.artifacts.ObjectFolder;
import org.wavetrain.stage.RunFiles;
import org.wavetrain.tracking.TrackedRun;

/**
 * Puts pages beside tracking runs or, where the tracking server keeps files in a place that cannot
 * be written to, below {@code reports/} in the bucket of the artifacts.
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

  private String put(String runId, String name, byte[] content) {
    Optional<String> beside =
        new RunFiles(services.tracking(), services.store()).put(runId, name, content);
    if (beside.isPresent()) {
      return beside.get();
    }
    ObjectFolder reports = services.store().folder("reports");
    reports.put(runId + "/" + name, content);
    return reports.address() + "/" + runId + "/" + name;
  }
}
