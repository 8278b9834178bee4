package org.wavetrain.artifacts;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Small objects below a prefix of a bucket, for what is no artifact. Fails as {@link ArtifactStore}
 * does. Safe for use by several threads.
 */
public final class ObjectFolder implements AutoCloseable {
  private final Bucket bucket;
  private final String prefix;

  /**
   * @param prefix ends with a slash
   */
  ObjectFolder(Bucket bucket, String prefix) {
    this.bucket = bucket;
    this.prefix = prefix;
  }

  /**
   * A folder of any bucket of the store.
   *
   * @param settings of the store; its bucket does not matter
   * @param address {@code s3://BUCKET/FOLDER}
   */
  public static ObjectFolder at(ObjectStoreSettings settings, URI address) {
    ObjectStoreSettings other =
        new ObjectStoreSettings(
            address.getAuthority(),
            settings.endpoint(),
            settings.region(),
            settings.credentials(),
            settings.checksums());
    String path = address.getPath().replaceAll("^/+|/+$", "");
    return new ObjectFolder(Bucket.connect(other), path.isEmpty() ? "" : path + "/");
  }

  /** The names of all objects, those in folders below included, in the store's order. */
  public List<String> names() {
    return bucket.keys(prefix).stream().map(key -> key.substring(prefix.length())).toList();
  }

  /** The content of an object, or empty when there is none. */
  public Optional<byte[]> get(String name) {
    return bucket.get(prefix + name);
  }

  /** Writes an object in place of one of the same name. */
  public void put(String name, byte[] content) {
    ArtifactPath.check(name);
    bucket.put(prefix + name, content);
  }

  /** Removes an object; none is fine. */
  public void remove(String name) {
    bucket.delete(prefix + name);
  }

  /** Needed for a folder of {@link #at} only; the others end with their store. */
  @Override
  public void close() {
    bucket.close();
  }
}
