package org.wavetrain.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Puts files beside tracking runs: where the tracking server says that a run's files go if that is
 * an object store, or else below {@code reports/} in the bucket of the artifacts.
 */
record RunFiles(Services services) {
  /** Puts a file under its own name; returns its address. */
  String put(String runId, Path file) throws IOException {
    URI place = URI.create(services.tracking().artifactLocation(runId));
    String name = file.getFileName().toString();
    return "s3".equals(place.getScheme())
        ? services.store().upload(place.getHost(), place.getPath().substring(1) + "/" + name, file)
        : services.store().upload("reports/" + runId + "/" + name, file);
  }
}
