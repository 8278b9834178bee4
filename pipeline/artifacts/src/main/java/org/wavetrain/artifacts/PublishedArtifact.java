package org.wavetrain.artifacts;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.UserFailure;

/**
 * What a stored {@code manifest.json} says.
 *
 * @param manifest the manifest
 * @param folder where its files are, relative to the artifact's own folder
 */
record PublishedArtifact(Manifest manifest, String folder) {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedArtifact.class);
  private static final Set<ErrorCode> DAMAGE =
      Set.of(ArtifactError.ARTIFACT_CORRUPT, ArtifactError.ARTIFACT_PATH_UNSAFE);

  static String manifestKey(ArtifactKey key) {
    return ArtifactStore.folder(key) + "manifest.json";
  }

  static Optional<PublishedArtifact> find(Bucket bucket, ArtifactKey key) throws IOException {
    Optional<byte[]> stored = bucket.get(manifestKey(key));
    return stored.isEmpty() ? Optional.empty() : Optional.of(read(stored.get(), key));
  }

  private static PublishedArtifact read(byte[] json, ArtifactKey key) throws IOException {
    PublishedArtifact artifact = ManifestJson.read(json, manifestKey(key));
    if (!artifact.manifest().key().equals(key)) {
      throw Corruption.of(manifestKey(key), "names another artifact");
    }
    return artifact;
  }

  /** As {@link #find}, but one whose manifest is damaged counts as none, with a warning. */
  static Optional<PublishedArtifact> findReadable(Bucket bucket, ArtifactKey key)
      throws IOException {
    return readable(bucket.getStamped(manifestKey(key)), key);
  }

  /** What a stored object says, but one that is damaged counts as none, with a warning. */
  static Optional<PublishedArtifact> readable(Optional<StampedObject> stored, ArtifactKey key)
      throws IOException {
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(stored.get().content(), key));
    } catch (UserFailure failure) {
      if (!DAMAGE.contains(failure.code())) {
        throw failure;
      }
      LOG.warn("Leaving out {}: {}", key, failure.getMessage());
      return Optional.empty();
    }
  }

  StoredFiles files(Bucket bucket, Transfers transfers) {
    return new StoredFiles(bucket, transfers, ArtifactStore.folder(manifest.key()) + folder + "/");
  }
}
