package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.wavetrain.artifacts.Bucket.Outcome;
import org.wavetrain.failure.UserFailure;

/**
 * Tries out all that is asked of an object store, on one object under {@code doctor/} that is
 * removed again.
 */
public final class StoreProbe {
  private static final byte[] FIRST = "first".getBytes(UTF_8);
  private static final byte[] SECOND = "second".getBytes(UTF_8);

  private StoreProbe() {}

  /**
   * Writes, reads, lists and deletes, and writes on conditions.
   *
   * @throws UserFailure with a code of {@link ArtifactError} that tells what is refused; {@code
   *     STORE_FAILED} where the store does not hold to conditions or gives other bytes back
   */
  public static void run(ObjectStoreSettings settings) {
    String folder = "doctor/" + UUID.randomUUID() + "/";
    String key = folder + "probe";
    try (Bucket bucket = Bucket.connect(settings)) {
      try {
        Bucket.ConditionalWrite written = bucket.putIfAbsent(key, FIRST);
        require(written.outcome() == Outcome.WRITTEN, settings, "did not write a new object");
        require(
            bucket.putIfAbsent(key, SECOND).outcome() == Outcome.EXISTS,
            settings,
            "overwrote an object although If-None-Match forbade it");
        require(
            bucket.putIfUnchanged(key, SECOND, written.tag()).outcome() == Outcome.WRITTEN,
            settings,
            "did not replace an object although If-Match allowed it");
        require(
            bucket.putIfUnchanged(key, FIRST, written.tag()).outcome() == Outcome.EXISTS,
            settings,
            "overwrote an object although If-Match forbade it");
        bucket.put(key, FIRST);
        require(
            bucket.get(key).filter(content -> Arrays.equals(content, FIRST)).isPresent(),
            settings,
            "does not give back what was written last");
        require(
            bucket.keys(folder).equals(List.of(key)), settings, "does not list what was written");
      } finally {
        bucket.delete(key);
      }
      require(bucket.get(key).isEmpty(), settings, "still has an object that was deleted");
    }
  }

  private static void require(boolean held, ObjectStoreSettings settings, String otherwise) {
    if (!held) {
      throw new UserFailure(
          ArtifactError.STORE_FAILED,
          "The object store with the bucket %s %s.".formatted(settings.bucket(), otherwise),
          "Use a store that has S3's conditional writes, in a version that has them.");
    }
  }
}
