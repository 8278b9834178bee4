package org.wavetrain.decoding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.wavetrain.failure.UserFailure;

/** Finds the file of a language model. */
public final class ArpaFile {
  private ArpaFile() {}

  /**
   * The path itself, or the one language model in the folder that it names.
   *
   * @throws UserFailure {@code LANGUAGE_MODEL_UNREADABLE} when a folder has none or several
   */
  public static Path of(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return path;
    }
    try (Stream<Path> files = Files.list(path)) {
      List<Path> models =
          files.filter(file -> file.toString().matches(".*\\.arpa(\\.gz)?")).sorted().toList();
      if (models.size() != 1) {
        throw new UserFailure(
            DecodingError.LANGUAGE_MODEL_UNREADABLE,
            "The folder %s holds %d files named *.arpa or *.arpa.gz, where one must be."
                .formatted(path, models.size()),
            "Name the file itself.");
      }
      return models.get(0);
    }
  }
}
