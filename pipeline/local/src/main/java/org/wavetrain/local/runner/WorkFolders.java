package org.wavetrain.local.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.FolderTree;

/**
 * The folder below a home that the stages of one run work in. Each run has its own: a stage of a
 * run that was killed may take a moment to notice, and must not get in the way of the next run.
 */
final class WorkFolders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkFolders.class);

  private final Path folder;

  private WorkFolders(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder of a run and removes those that runs before it left. */
  static WorkFolders create(Path home, String runName) throws IOException {
    Path root = home.resolve("work");
    remove(root);
    return new WorkFolders(Files.createDirectories(root.resolve(runName)));
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() {
    remove(folder);
  }

  /** As far as possible: what is left is removed by the next run. */
  private static void remove(Path root) {
    try {
      new FolderTree(root).remove();
    } catch (IOException | UncheckedIOException inUse) {
      LOG.warn("Cannot remove all of {}", root, inUse);
    }
  }
}
