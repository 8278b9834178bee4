package org.wavetrain.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder with all that is in it.
 *
 * @param root the folder, which need not exist
 */
public record FolderTree(Path root) {
  /** Removes it; none is fine. Links are removed, not followed. */
  public void remove() throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
