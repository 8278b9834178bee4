package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wavetrain.artifacts.FolderTree;

/**
 * A home that is only looked into. One that does not exist is like an empty one and is not made: it
 * may be a slip of the pen.
 *
 * @param path the home, or an empty folder in its place that is removed in the end
 * @param exists whether it is the home
 */
record HomeToRead(Path path, boolean exists) implements AutoCloseable {
  static HomeToRead of(Path home) throws IOException {
    return Files.exists(home)
        ? new HomeToRead(home, true)
        : new HomeToRead(Files.createTempDirectory("wavetrain-no-home"), false);
  }

  @Override
  public void close() throws IOException {
    if (!exists) {
      new FolderTree(path).remove();
    }
  }
}
