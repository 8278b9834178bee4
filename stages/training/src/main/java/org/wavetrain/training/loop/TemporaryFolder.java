package org.wavetrain.training.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone with all its files when it is closed. */
record TemporaryFolder(Path path) implements AutoCloseable {
  static TemporaryFolder in(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new TemporaryFolder(Files.createTempDirectory(parent, "state"));
  }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> walk = Files.walk(path)) {
      deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
