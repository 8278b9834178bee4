package org.wavetrain.artifacts;

import java.util.List;

/** The digest of an artifact's content: of the paths, sizes and digests of its files. */
final class ContentDigest {
  private ContentDigest() {}

  /** The digest of files sorted by path, without those that tell of circumstances. */
  static Sha256 of(List<ManifestFile> files) {
    StringBuilder lines = new StringBuilder();
    for (ManifestFile file : files) {
      if (file.circumstances()) {
        continue;
      }
      // A path holds no NUL, so the fields cannot run into each other.
      lines.append(file.path()).append('\0').append(file.sizeBytes()).append('\0');
      lines.append(file.sha256()).append('\n');
    }
    return Sha256.of(lines.toString());
  }
}
