package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;

/**
 * Copies of exported models below a home, each fetched from the store once. A copy is named by all
 * its files, the model card among them, which is no part of an artifact's content digest: the
 * artifact of a key can be made anew with others.
 */
final class ExportFolders {
  private static final String PARTIAL = "partial-";

  /** No copying takes so long: what is older was left by a process that was killed. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Path folder;
  private final ArtifactStore store;

  ExportFolders(Path home, ArtifactStore store) {
    this.folder = home.resolve("exports");
    this.store = store;
  }

  /** The folder with the files of an export. */
  Path fetch(ArtifactKey key) throws IOException {
    ArtifactReader export = store.open(key);
    Path target = folder.resolve(name(export.manifest()));
    if (Files.isDirectory(target)) {
      return target;
    }
    Files.createDirectories(folder);
    removeLeftovers();
    Path partial = Files.createTempDirectory(folder, PARTIAL);
    try {
      export.download("", partial);
      publish(partial, target);
    } finally {
      new FolderTree(partial).remove();
    }
    return target;
  }

  private static String name(Manifest manifest) {
    return Sha256.of(
            manifest.files().stream()
                .map(file -> file.path() + " " + file.sha256())
                .sorted()
                .collect(Collectors.joining("\n")))
        .abbreviated();
  }

  /** Another process may have fetched the same in the meantime. */
  private static void publish(Path partial, Path target) throws IOException {
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException refused) {
      if (!Files.isDirectory(target)) {
        throw refused;
      }
    }
  }

  private void removeLeftovers() throws IOException {
    Instant oldest = Instant.now().minus(LONGEST);
    List<Path> copies;
    try (Stream<Path> paths = Files.list(folder)) {
      copies = paths.filter(path -> path.getFileName().toString().startsWith(PARTIAL)).toList();
    }
    for (Path copy : copies) {
      if (Files.exists(copy) && Files.getLastModifiedTime(copy).toInstant().isBefore(oldest)) {
        new FolderTree(copy).remove();
      }
    }
  }
}
