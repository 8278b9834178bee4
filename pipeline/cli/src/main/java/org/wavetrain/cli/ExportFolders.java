package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;

/** Copies of exported models below a home, each fetched from the store once. */
final class ExportFolders {
  private final Path folder;
  private final ArtifactStore store;

  ExportFolders(Path home, ArtifactStore store) {
    this.folder = home.resolve("exports");
    this.store = store;
  }

  /** The folder with the files of an export. */
  Path fetch(ArtifactKey key) throws IOException {
    Path target = folder.resolve(key.digest().abbreviated());
    if (Files.isDirectory(target)) {
      return target;
    }
    Files.createDirectories(folder);
    Path partial = Files.createTempDirectory(folder, "partial-");
    try {
      store.open(key).download("", partial);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      remove(partial);
    }
    return target;
  }

  private static void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
