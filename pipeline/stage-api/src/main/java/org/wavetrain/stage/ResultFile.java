package org.wavetrain.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where an orchestrator finds a task's result, besides the last line of standard output.
 *
 * @param path the file; empty for none
 */
public record ResultFile(Optional<Path> path) {
  /** The environment variable with the path. */
  public static final String VARIABLE = "WAVETRAIN_RESULT";

  /** The file that {@value #VARIABLE} names. */
  public static ResultFile of(Map<String, String> environment) {
    return new ResultFile(
        Optional.ofNullable(environment.get(VARIABLE))
            .filter(value -> !value.isBlank())
            .map(Path::of));
  }

  /** Writes the result in place of what the file held. */
  public void write(String json) {
    if (path.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(path.get().toAbsolutePath().getParent());
      Files.writeString(path.get(), json + "\n");
    } catch (IOException unwritable) {
      throw new UncheckedIOException("the result cannot be written to " + path.get(), unwritable);
    }
  }
}
