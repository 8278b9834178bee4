package org.wavetrain.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads the files of one published artifact; every byte is checked against the manifest. */
public interface ArtifactReader {
  Manifest manifest();

  /**
   * Opens one file for streaming. Reading to the end, and closing after that, fails with {@code
   * ARTIFACT_CORRUPT} when the bytes differ from the manifest's digest.
   *
   * @throws java.io.FileNotFoundException when the manifest does not name the file
   */
  InputStream open(String path) throws IOException;

  /**
   * Downloads every file whose path starts with {@code prefix} (empty for all) into {@code
   * directory}, keeping relative paths, each verified.
   */
  void download(String prefix, Path directory) throws IOException;
}
