package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;

/** Tries whether results can be written, before the work for them begins; leaves all as it was. */
final class OutputTrial {
  private OutputTrial() {}

  /**
   * Tries a file that is to be made or replaced.
   *
   * @throws UserFailure {@code OUTPUT_FILE_UNWRITABLE}
   */
  static void file(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UserFailure(
          CommandError.OUTPUT_FILE_UNWRITABLE,
          "The output file %s is %s."
              .formatted(file, Files.isDirectory(file) ? "a folder" : "no file to be replaced"),
          "Name a file that may be made or replaced.");
    }
    try {
      write(file.toAbsolutePath().getParent());
    } catch (IOException failure) {
      throw new UserFailure(
          CommandError.OUTPUT_FILE_UNWRITABLE,
          "The output file %s cannot be written: %s.".formatted(file, FileTrouble.reason(failure)),
          "Name a file in a folder on a disk with free space that you may write to.",
          failure);
    }
  }

  /** Makes a file in a folder, and the folder, and removes what it made. */
  static void write(Path folder) throws IOException {
    Deque<Path> made = new ArrayDeque<>();
    for (Path missing = folder.toAbsolutePath();
        missing != null && !Files.exists(missing, LinkOption.NOFOLLOW_LINKS);
        missing = missing.getParent()) {
      made.addLast(missing);
    }
    try {
      Files.createDirectories(folder);
      Path trial = folder.resolve("." + UUID.randomUUID() + ".trial");
      made.addFirst(trial);
      Files.createFile(trial);
    } catch (NoSuchFileException refused) {
      // Where the system alone makes files.
      throw new FileSystemException(folder.toString(), null, "no file can be made there");
    } finally {
      for (Path each : made) {
        Files.deleteIfExists(each);
      }
    }
  }
}
