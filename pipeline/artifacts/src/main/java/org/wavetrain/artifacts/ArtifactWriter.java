package org.wavetrain.artifacts;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts the files of an artifact that is being made. Nothing is visible to readers until the entry
 * point that runs the stage writes the manifest, after the stage has returned.
 *
 * <p>Files must be a function of the stage's inputs, parameters and seed alone: no clock times, no
 * host names, no paths of this machine. Each path is put once.
 */
public interface ArtifactWriter {
  /** Uploads one file under a relative path with forward slashes. */
  void put(String path, Path file) throws IOException;

  /** Uploads a small file from memory. */
  void put(String path, byte[] content) throws IOException;

  /**
   * Uploads {@code README.md}, if it also tells how the artifact came about, such as the hours that
   * it took: unlike all others it may be another when the same is made again, and is not part of
   * the content digest.
   *
   * @throws IllegalArgumentException for any other path
   */
  void putCircumstances(String path, byte[] content) throws IOException;

  /** Uploads every regular file below {@code directory} under {@code prefix} (empty for none). */
  void putAll(String prefix, Path directory) throws IOException;
}
