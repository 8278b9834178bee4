package org.wavetrain.definition;

import java.io.IOException;
import java.nio.file.Path;
import org.wavetrain.artifacts.Sha256;

/** Tells digests of files, several at a time. */
@FunctionalInterface
public interface FileDigests {
  /** Reads each file. */
  FileDigests FRESH = Sha256::of;

  /** The digest of a file's bytes. */
  Sha256 of(Path file) throws IOException;
}
