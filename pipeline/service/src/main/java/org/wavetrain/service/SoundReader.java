package org.wavetrain.service;

import java.io.IOException;
import java.nio.file.Path;
import org.wavetrain.failure.UserFailure;

/** Decodes sound files. */
@FunctionalInterface
public interface SoundReader {
  /**
   * The samples of a file, 16 kHz mono, full scale 1.
   *
   * @throws UserFailure when it is no sound, damaged, too short or too long
   */
  float[] read(Path file) throws IOException;
}
