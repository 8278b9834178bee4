package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wavetrain.artifacts.ObjectFolder;
import org.wavetrain.stage.RunFiles;

/**
 * Puts reports beside tracking runs or, where the tracking server keeps files in a place that
 * cannot be written to, below {@code reports/} in the bucket of the artifacts.
 */
record TaskReports(Services services) {
  /** Puts a report under its own name; returns its address. */
  String put(String runId, Path file) throws IOException {
    String name = file.getFileName().toString();
    byte[] content = Files.readAllBytes(file);
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
