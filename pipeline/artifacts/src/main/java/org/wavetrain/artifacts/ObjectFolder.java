package org.wavetrain.artifacts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wavetrain.artifacts.Bucket.ConditionalWrite;

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

  /** An object with its version, or empty when there is none. */
  public Optional<StampedObject> getStamped(String name) {
    return bucket.getStamped(prefix + name);
  }

  /** Writes an object unless there is one; false if there is another. */
  public boolean putIfAbsent(String name, byte[] content) {
    ArtifactPath.check(name);
    return isWritten(name, content, () -> bucket.putIfAbsent(prefix + name, content));
  }

  /**
   * Writes an object in place of a version of it; false if it is another by now, or gone.
   *
   * @param tag the version
   */
  public boolean putIfUnchanged(String name, byte[] content, String tag) {
    ArtifactPath.check(name);
    return isWritten(name, content, () -> bucket.putIfUnchanged(prefix + name, content, tag));
  }

  private boolean isWritten(String name, byte[] content, Supplier<ConditionalWrite> writing) {
    return new Attempts(
            "write " + address() + "/" + name,
            "Check the store, then run again: what is done stays done.")
        .of(
            () ->
                switch (writing.get().outcome()) {
                  case WRITTEN -> Optional.of(true);
                  // The store's answer to an earlier attempt may have been lost on the way.
                  case EXISTS -> Optional.of(holds(name, content));
                  case CONTENDED -> Optional.empty();
                });
  }

  private boolean holds(String name, byte[] content) {
    return get(name).filter(stored -> Arrays.equals(stored, content)).isPresent();
  }

  /** Removes an object; none is fine. */
  public void remove(String name) {
    bucket.delete(prefix + name);
  }
}
