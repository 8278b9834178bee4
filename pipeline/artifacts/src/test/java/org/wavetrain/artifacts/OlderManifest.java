package org.wavetrain.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Manifests as they were before they had a digest of themselves: what they say is believed. */
final class OlderManifest {
  private static final String DIGEST = ",\\s*\"document_digest\"\\s*:\\s*\"[^\"]*\"";

  private OlderManifest() {}

  /** Makes a stored manifest one of these, which says something else. */
  static void put(Path manifest, UnaryOperator<String> change) throws IOException {
    String text = Files.readString(manifest).replaceFirst(DIGEST, "");
    Files.writeString(manifest, change.apply(text));
  }
}
