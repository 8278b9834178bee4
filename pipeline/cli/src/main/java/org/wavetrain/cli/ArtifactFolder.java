package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Folders of the user's that hold an artifact's files. */
final class ArtifactFolder {
  private ArtifactFolder() {}

  /**
   * Where a file of an artifact is: in the folder itself, or below it as in a store.
   *
   * @return the folder that holds the file; empty if none does
   */
  static Optional<Path> holding(String file, Path folder) throws IOException {
    if (Files.isRegularFile(folder.resolve(file))) {
      return Optional.of(folder);
    }
    Path drafts = folder.resolve("files");
    if (!Files.isRegularFile(folder.resolve("manifest.json")) || !Files.isDirectory(drafts)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(drafts)) {
      return found.filter(draft -> Files.isRegularFile(draft.resolve(file))).findFirst();
    }
  }
}
