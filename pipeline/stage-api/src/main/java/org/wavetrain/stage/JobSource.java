package org.wavetrain.stage;

import java.nio.file.Path;
import org.wavetrain.artifacts.Sha256;

/**
 * A folder of recordings as a job names it.
 *
 * @param name its name in the pipeline file
 * @param path where it is
 * @param layout the corpus layout, or {@code auto}
 * @param digest what {@link org.wavetrain.definition.SourceDigest} made of it when the job was
 *     planned
 */
public record JobSource(String name, Path path, String layout, Sha256 digest) {
  SourceFolder folder() {
    return new SourceFolder(name, path, layout);
  }
}
