package org.wavetrain.synthesis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of a folder and their sizes, as they were when it was made. It is kept beside the
 * folder, whose content stays the same.
 *
 * @param folder the folder, which need not exist
 */
record FileList(Path folder) {
  private static final char SEPARATOR = '\t';

  /** Writes down what there is now. */
  void write() throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
        lines.append(Files.size(path)).append(SEPARATOR).append(name(path)).append('\n');
      }
    }
    Files.writeString(file(), lines, StandardCharsets.UTF_8);
  }

  /**
   * Those that are missing now, or have another size.
   *
   * @param least what belongs to the folder at least; of a folder of which nothing was written down
   *     no more is known
   */
  Set<String> damaged(List<String> least) throws IOException {
    Set<String> damaged = new TreeSet<>();
    for (String name : least) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        damaged.add(name);
      }
    }
    for (Map.Entry<String, Long> known : sizes().entrySet()) {
      Path path = folder.resolve(known.getKey());
      if (!Files.isRegularFile(path) || Files.size(path) != known.getValue()) {
        damaged.add(known.getKey());
      }
    }
    return damaged;
  }

  private Map<String, Long> sizes() throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    if (!Files.isRegularFile(file())) {
      return sizes;
    }
    for (String line : Files.readAllLines(file(), StandardCharsets.UTF_8)) {
      int separator = line.indexOf(SEPARATOR);
      // A line that was cut off tells nothing.
      if (separator > 0 && line.substring(0, separator).chars().allMatch(Character::isDigit)) {
        sizes.put(line.substring(separator + 1), Long.parseLong(line.substring(0, separator)));
      }
    }
    return sizes;
  }

  private Path file() {
    return folder.resolveSibling(folder.getFileName() + ".files");
  }

  private String name(Path path) {
    return folder.relativize(path).toString().replace('\\', '/');
  }
}
