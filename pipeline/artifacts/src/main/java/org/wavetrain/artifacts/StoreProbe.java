package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.wavetrain.artifacts.Bucket.ConditionalWrite;
import org.wavetrain.artifacts.Bucket.Outcome;
import org.wavetrain.artifacts.ObjectStoreSettings.ChecksumMode;
import org.wavetrain.failure.UserFailure;

/** Tries out what is asked of an object store, on one object that is removed again. */
public final class StoreProbe {
  private static final byte[] FIRST = "first".getBytes(UTF_8);
  private static final byte[] SECOND = "second".getBytes(UTF_8);
  private static final String NEVER_WRITTEN = "\"00000000000000000000000000000000\"";

  private final Bucket bucket;
  private final String folder;
  private final String key;

  private StoreProbe(Bucket bucket, String folder) {
    this.bucket = bucket;
    this.folder = folder + UUID.randomUUID() + "/";
    this.key = this.folder + "probe";
  }

  /**
   * Writes, reads, lists and deletes below {@code doctor/}, and writes on conditions.
   *
   * @return whether the store refuses an object that is not what its checksum says; true where the
   *     settings ask for no checksums
   * @throws UserFailure with a code of {@link ArtifactError} that tells what is refused; {@code
   *     STORE_UNSUITABLE} where the store does not hold to conditions or gives other bytes back
   */
  public static boolean run(ObjectStoreSettings settings) {
    try (Bucket bucket = Bucket.connect(settings)) {
      StoreProbe probe = new StoreProbe(bucket, "doctor/");
      boolean checks;
      try {
        probe.everything();
        checks = probe.checksumsAreChecked();
      } finally {
        bucket.delete(probe.key);
      }
      probe.require(bucket.get(probe.key).isEmpty(), "still has an object that was deleted");
      return checks;
    }
  }

  /**
   * As {@link #run}, but only what would let two runs overwrite each other's work, and where claims
   * are written: a handful of requests.
   */
  static boolean runBriefly(Bucket bucket) {
    StoreProbe probe = new StoreProbe(bucket, "claims/probe/");
    try {
      probe.conditions();
      return probe.checksumsAreChecked();
    } finally {
      bucket.delete(probe.key);
    }
  }

  private void everything() {
    conditions();
    bucket.put(key, FIRST);
    ConditionalWrite written = bucket.putIfUnchanged(key, SECOND, tag());
    require(
        written.outcome() == Outcome.WRITTEN,
        "did not replace an object although If-Match allowed it");
    require(
        bucket.get(key).filter(content -> Arrays.equals(content, SECOND)).isPresent(),
        "does not give back what was written last");
    require(bucket.keys(folder).equals(List.of(key)), "does not list what was written");
  }

  private String tag() {
    return bucket.getStamped(key).map(StampedObject::tag).orElse(NEVER_WRITTEN);
  }

  private void conditions() {
    // If the answer is lost, the store may say of the next attempt that the object is there.
    bucket.putIfAbsent(key, FIRST);
    require(
        bucket.putIfAbsent(key, SECOND).outcome() != Outcome.WRITTEN,
        "overwrote an object although If-None-Match forbade it");
    require(
        bucket.putIfUnchanged(key, SECOND, NEVER_WRITTEN).outcome() != Outcome.WRITTEN,
        "overwrote an object although If-Match forbade it");
  }

  private boolean checksumsAreChecked() {
    return bucket.checksums() == ChecksumMode.WHEN_REQUIRED || bucket.refusesWrongChecksum(key);
  }

  private void require(boolean held, String otherwise) {
    if (!held) {
      throw new UserFailure(
          ArtifactError.STORE_UNSUITABLE,
          "The object store at %s with the bucket %s %s."
              .formatted(bucket.address(), bucket.name(), otherwise),
          "Use a store that has S3's conditional writes, in a version that has them.");
    }
  }
}
