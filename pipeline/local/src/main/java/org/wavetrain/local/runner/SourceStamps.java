package org.wavetrain.local.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.artifacts.Sha256;

/**
 * What tells that nothing of a source changed, without a look into any of its files.
 *
 * @param files the stamp of each, by its path
 */
record SourceStamps(Map<String, FileStamp> files) {
  /**
   * Those of what a source holds now; none if there is a link among it, since a link stays as it is
   * when what it leads to changes.
   *
   * @throws IOException if it is not there, or a folder of it cannot be listed
   */
  static Optional<SourceStamps> of(Path source) throws IOException {
    Map<String, FileStamp> files = new HashMap<>();
    Deque<Path> folders = new ArrayDeque<>();
    List<Path> paths = List.of(source.toRealPath());
    while (true) {
      for (FolderEntry entry : lookAt(paths)) {
        switch (entry.type()) {
          case LINK -> {
            return Optional.empty();
          }
          case FOLDER -> folders.push(entry.path());
          case FILE -> files.put(entry.path().toString(), entry.stamp());
          case OTHER -> {}
        }
      }
      if (folders.isEmpty()) {
        return Optional.of(new SourceStamps(files));
      }
      paths = list(folders.pop());
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.toList();
    }
  }

  /** Asking the system is what takes the time, so several ask. */
  private static List<FolderEntry> lookAt(List<Path> paths) throws IOException {
    try {
      return paths.parallelStream().map(SourceStamps::entry).toList();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static FolderEntry entry(Path path) {
    try {
      return FolderEntry.of(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One digest of all paths and stamps. */
  Sha256 digest() {
    String[] paths = files.keySet().toArray(String[]::new);
    Arrays.parallelSort(paths);
    StringBuilder lines = new StringBuilder();
    for (String path : paths) {
      FileStamp stamp = files.get(path);
      lines
          .append(path)
          .append('\0')
          .append(stamp.sizeBytes())
          .append(' ')
          .append(stamp.modifiedNanos())
          .append(' ')
          .append(stamp.changedNanos())
          .append(' ')
          .append(stamp.number())
          .append('\n');
    }
    return Sha256.of(lines.toString().getBytes(UTF_8));
  }
}
