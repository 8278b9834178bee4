package org.wavetrain.artifacts;

import java.io.IOException;
import java.util.Optional;

/**
 * What a stored {@code manifest.json} says.
 *
 * @param manifest the manifest
 * @param folder where its files are, relative to the artifact's own folder
 */
record PublishedArtifact(Manifest manifest, String folder) {
  static String manifestKey(ArtifactKey key) {
    return ArtifactStore.folder(key) + "manifest.json";
  }

  static Optional<PublishedArtifact> find(Bucket bucket, ArtifactKey key) throws IOException {
    Optional<byte[]> stored = bucket.get(manifestKey(key));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    PublishedArtifact artifact = ManifestJson.read(stored.get(), manifestKey(key));
    if (!artifact.manifest().key().equals(key)) {
      throw Corruption.of(manifestKey(key), "names another artifact");
    }
    return Optional.of(artifact);
  }
}
