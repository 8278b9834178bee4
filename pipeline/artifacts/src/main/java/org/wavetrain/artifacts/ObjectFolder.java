package org.wavetrain.artifacts;

import java.util.List;
import java.util.Optional;

/**
 * Small objects below a prefix of a bucket, for what is no artifact. Fails as {@link ArtifactStore}
 * does, and is closed with it. Safe for use by several threads.
 */
public final class ObjectFolder {
  private final Bucket bucket;
  private final String prefix;

  /**
   * @param prefix ends with a slash
   */
  ObjectFolder(Bucket bucket, String prefix) {
    this.bucket = bucket;
    this.prefix = prefix;
  }

  /** Its address: {@code s3://BUCKET/FOLDER}. */
  public String address() {
    return ("s3://" + bucket.name() + "/" + prefix).replaceAll("/$", "");
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
}
