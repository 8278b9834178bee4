package org.wavetrain.stage;

import java.nio.file.Path;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Source;
import org.wavetrain.definition.SourceDigest;
import org.wavetrain.failure.UserFailure;

/**
 * A source as a job names it: a folder, or a single file.
 *
 * @param name its name in the pipeline file
 * @param path where it is
 * @param layout the corpus layout, or {@code auto}
 * @param digest what {@link SourceDigest} made of it when the job was planned
 */
public record JobSource(String name, Path path, String layout, Sha256 digest) {
  SourceFolder folder() {
    return new SourceFolder(name, path, layout);
  }

  /**
   * Reads all of it: what was made of it is not what the key says if it has changed.
   *
   * @throws UserFailure {@code SOURCE_CHANGED}
   */
  void requireUnchanged() {
    if (!SourceDigest.of(new Source(name, path, layout)).equals(digest)) {
      throw new UserFailure(
          StageError.SOURCE_CHANGED,
          "The source " + path + " has changed since the run began.",
          "Run the same command again, and leave its files alone meanwhile.");
    }
  }
}
