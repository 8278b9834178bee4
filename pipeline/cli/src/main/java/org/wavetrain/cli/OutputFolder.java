package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;

/**
 * A folder that a command fills at once when all has gone well. It is made, and found to be
 * writable, before any work is done; after a failure it is as it was.
 */
final class OutputFolder implements AutoCloseable {
  private static final String DRAFT = ".unfinished";

  private final Path folder;
  private final boolean made;
  private final Path draft;
  private boolean published;

  private OutputFolder(Path folder, boolean made, Path draft) {
    this.folder = folder;
    this.made = made;
    this.draft = draft;
  }

  /**
   * Makes the folder, if it is not there.
   *
   * @throws UserFailure {@code OUTPUT_FOLDER_IN_USE}, {@code OUTPUT_FOLDER_UNWRITABLE}
   */
  static OutputFolder take(Path folder) {
    try {
      boolean made = !Files.exists(folder);
      if (!made) {
        requireEmpty(folder);
      }
      Files.createDirectories(folder);
      return new OutputFolder(folder, made, Files.createTempDirectory(folder, DRAFT));
    } catch (IOException failure) {
      throw new UserFailure(
          CommandError.OUTPUT_FOLDER_UNWRITABLE,
          "The output folder %s cannot be made or written to: %s."
              .formatted(folder, FileTrouble.reason(failure)),
          "Name a folder on a disk with free space that you may write to.",
          failure);
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    try (Stream<Path> contents =
        Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
      if (contents.findAny().isPresent()) {
        throw new UserFailure(
            CommandError.OUTPUT_FOLDER_IN_USE,
            "The output is to go to %s, which is there and not an empty folder.".formatted(folder),
            "Name a folder that does not exist yet, or an empty one.");
      }
    }
  }

  /** Where all of it will be. */
  Path folder() {
    return folder;
  }

  /** Where to write to; inside the folder, so that nothing has to be copied. */
  Path draft() {
    return draft;
  }

  /** Gives what was written its place. */
  void publish() throws IOException {
    try (Stream<Path> written = Files.list(draft)) {
      for (Path each : written.toList()) {
        Files.move(each, folder.resolve(each.getFileName()));
      }
    }
    published = true;
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
    new FolderTree(draft).remove();
    if (made && !published) {
      Files.delete(folder);
    }
  }
}
