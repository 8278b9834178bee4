package org.wavetrain.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.artifacts.ObjectFolder;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/**
 * The files that tracking servers show beside a run. They are copies for people to look at: nothing
 * reads them, and what cannot be uploaded is named in the log and left out.
 */
public final class RunFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);

  /** What people can read in a browser; model and audio are not among it. */
  private static final Pattern READABLE = Pattern.compile(".*\\.(json|txt|md|csv|html|yaml)");

  private static final long MOST_BYTES_A_FILE = 1 << 20;
  private static final int MOST_FILES = 50;

  private final Tracking tracking;
  private final ArtifactStore store;

  public RunFiles(Tracking tracking, ArtifactStore store) {
    this.tracking = tracking;
    this.store = store;
  }

  /**
   * Puts a file into a run's folder, in place of one of the same name.
   *
   * @param path below the folder, with slashes
   * @return its address; empty if it cannot be put there
   */
  public Optional<String> put(String runId, String path, byte[] content) {
    try {
      RunSummary run = tracking.run(runId);
      return put(run, Map.of(path, content))
          ? Optional.of(run.artifactUri() + "/" + path)
          : Optional.empty();
    } catch (UserFailure failure) {
      LOG.warn("A file of run {} cannot be uploaded: {}", runId, failure.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Puts the small, readable files of the artifact that a stage's run has made; none where the
   * run's tag names no artifact, since a person changed it.
   */
  public void putReports(String runId) {
    try {
      RunSummary run = tracking.run(runId);
      Optional<ArtifactKey> key =
          Optional.ofNullable(run.tags().get(ArtifactKey.TAG)).flatMap(ArtifactKey::parseIfKey);
      if (key.isPresent()) {
        put(run, reports(key.get()));
      }
    } catch (UserFailure | IOException | UncheckedIOException failure) {
      LOG.warn("The reports of run {} cannot be uploaded: {}", runId, failure.getMessage());
    }
  }

  private boolean put(RunSummary run, Map<String, byte[]> files) {
    String address = run.artifactUri();
    if (tracking.takesFiles(address)) {
      files.forEach((path, content) -> tracking.upload(address, path, content));
      return true;
    }
    Optional<ObjectFolder> folder = store.folderAt(address);
    folder.ifPresentOrElse(
        known -> files.forEach(known::put),
        () ->
            LOG.warn(
                "The tracking server keeps the files of run {} at {}, where none are put: only to"
                    + " folders of the bucket that the program keeps nothing else in, and to"
                    + " mlflow-artifacts of that server",
                run.id(),
                address));
    return folder.isPresent();
  }

  private Map<String, byte[]> reports(ArtifactKey key) throws IOException {
    ArtifactReader artifact = store.open(key);
    Map<String, byte[]> reports = new TreeMap<>();
    for (ManifestFile file : artifact.manifest().files()) {
      if (reports.size() < MOST_FILES
          && file.sizeBytes() <= MOST_BYTES_A_FILE
          && READABLE.matcher(file.path()).matches()) {
        try (InputStream in = artifact.open(file.path())) {
          reports.put(file.path(), in.readAllBytes());
        }
      }
    }
    return reports;
  }
}
