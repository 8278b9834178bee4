package org.wavetrain.recognition;

import java.nio.file.Files;
import java.nio.file.Path;
import org.wavetrain.failure.UserFailure;

/** The folder of an exported model. */
final class ExportedFolder {
  private ExportedFolder() {}

  /**
   * One of its files.
   *
   * @param name relative to the folder
   * @throws UserFailure {@code EXPORT_FOLDER_INVALID} when it is missing
   */
  static Path require(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new UserFailure(
          RecognitionError.EXPORT_FOLDER_INVALID,
          "The folder " + folder + " has no " + name + ".",
          "Name the folder of an exported model.");
    }
    return file;
  }
}
