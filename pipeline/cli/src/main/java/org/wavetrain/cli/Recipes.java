package org.wavetrain.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.wavetrain.failure.UserFailure;

/** The pipeline files that come with the program. */
final class Recipes {
  /** Set by the launcher script: the folder that it lies in. */
  private static final String INSTALLATION_PROPERTY = "wavetrain.install";

  private Recipes() {}

  /**
   * The recipe of that name.
   *
   * @throws UserFailure {@code INSTALLATION_INCOMPLETE}
   */
  static Path find(String name) {
    Path folder = Path.of(System.getProperty(INSTALLATION_PROPERTY, ""), "pipeline", "recipes");
    Path file = folder.resolve(name + ".yaml").toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      throw new UserFailure(
          CommandError.INSTALLATION_INCOMPLETE,
          "The recipe " + file + " does not exist.",
          "Start the program with the launcher script `wavetrain`, from a complete checkout.");
    }
    return file;
  }
}
