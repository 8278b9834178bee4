package org.wavetrain.definition;

import java.nio.file.Path;
import org.wavetrain.failure.UserFailure;

/**
 * A folder given on the command line in place of the file's: {@code --source name=folder}.
 *
 * @param source the source's name in the pipeline file
 * @param path the folder, relative to the working directory or absolute
 */
public record SourceOverride(String source, Path path) implements CommandLineOverride {
  /**
   * Reads {@code name=folder}.
   *
   * @throws UserFailure {@code OVERRIDE_MALFORMED}
   */
  public static SourceOverride parse(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0 || equals == text.length() - 1) {
      throw new UserFailure(
          DefinitionError.OVERRIDE_MALFORMED,
          "--source " + text + " does not name a source and a folder.",
          "Write it as --source name=folder, for example --source torgo=/data/TORGO.");
    }
    return new SourceOverride(text.substring(0, equals), Path.of(text.substring(equals + 1)));
  }

  @Override
  public String option() {
    return "--source " + source + "=" + path;
  }
}
