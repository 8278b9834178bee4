package org.wavetrain.training.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wavetrain.artifacts.FolderTree;

/** A folder that is gone with all its files when it is closed. */
record TemporaryFolder(Path path) implements AutoCloseable {
  static TemporaryFolder in(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new TemporaryFolder(Files.createTempDirectory(parent, "state"));
  }

  @Override
  public void close() throws IOException {
    new FolderTree(path).remove();
  }
}
