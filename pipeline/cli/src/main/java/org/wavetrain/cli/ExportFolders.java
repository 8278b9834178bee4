package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.local.runner.DigestMemory;

/**
 * Copies of exported models below a home, each fetched from the store once. A copy is named by all
 * its files, the model card among them, which is no part of an artifact's content digest: the
 * artifact of a key can be made anew with others.
 */
final class ExportFolders {
  private static final Logger LOG = LoggerFactory.getLogger(ExportFolders.class);

  private static final String PARTIAL = "partial-";

  /** No copying takes so long: what is older was left by a process that was killed. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Path folder;
  private final ArtifactStore store;
  private final DigestMemory digests;

  ExportFolders(Path home, ArtifactStore store) {
    this.folder = home.resolve("exports");
    this.store = store;
    this.digests = new DigestMemory(home);
  }

  /**
   * The folder with the files of an export, each with the digest that it had when it was made: a
   * copy that was damaged since is fetched again.
   */
  Path fetch(ArtifactKey key) throws IOException {
    ArtifactReader export = store.open(key);
    Path target = folder.resolve(name(export.manifest()));
    if (digests.isIntact(target, export.manifest())) {
      return target;
    }
    Files.createDirectories(folder);
    removeLeftovers();
    Path partial = emptyFolder();
    try {
      export.download("", partial);
      publish(partial, target, export.manifest());
    } finally {
      new FolderTree(partial).remove();
    }
    return target;
  }

  /** With the permissions that the umask leaves: what is made in it may be for others to read. */
  private Path emptyFolder() throws IOException {
    return Files.createDirectory(folder.resolve(PARTIAL + UUID.randomUUID()));
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
  private void publish(Path partial, Path target, Manifest manifest) throws IOException {
    if (Files.isDirectory(target) && !digests.isIntact(target, manifest)) {
      LOG.warn("{} is not as it was made, and was fetched again", target);
      setAside(target);
    }
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException refused) {
      if (!Files.isDirectory(target)) {
        throw refused;
      }
    }
  }

  /** At once, so that nobody finds a half of it. */
  private void setAside(Path damaged) throws IOException {
    Path aside = emptyFolder();
    try {
      Files.move(damaged, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException gone) {
      LOG.debug("Another process has removed {}", damaged, gone);
    } finally {
      new FolderTree(aside).remove();
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
