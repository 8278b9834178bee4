package org.wavetrain.artifacts;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Removes objects that nobody will read any more.
 *
 * @param proof required after it was looked what there is, and before that is removed: what a
 *     process puts there that takes over later is not among it, however long this one stands still
 */
record Leftovers(Bucket bucket, Transfers transfers, Proof proof) {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  /** What is left over, as it was seen. */
  private record Seen(List<MultipartUpload> uploads, List<String> objects) {
    boolean isNothing() {
      return uploads.isEmpty() && objects.isEmpty();
    }
  }

  /**
   * Removes the files of an artifact's drafts that lost or were interrupted.
   *
   * @param published the folder of the one that was published, relative to the artifact's own
   */
  void removeDrafts(ArtifactKey key, String published) throws IOException {
    remove(drafts(key, published));
  }

  /** Removes all below a prefix. */
  void removeBelow(String prefix) throws IOException {
    remove(seen(prefix, object -> true));
  }

  /** Whether an artifact has drafts, beside the one that was published, or checkpoints. */
  boolean areBeside(ArtifactKey key, String published) {
    return !drafts(key, published).isNothing()
        || !seen(StoredCheckpoints.folder(key), object -> true).isNothing();
  }

  private Seen drafts(ArtifactKey key, String published) {
    String kept = ArtifactStore.folder(key) + published + "/";
    return seen(ArtifactStore.folder(key) + "files/", object -> !object.startsWith(kept));
  }

  private Seen seen(String prefix, Predicate<String> isLeftOver) {
    return new Seen(
        bucket.unfinishedUploads(prefix).stream()
            .filter(upload -> isLeftOver.test(upload.key()))
            .toList(),
        bucket.keys(prefix).stream().filter(isLeftOver).toList());
  }

  private void remove(Seen seen) throws IOException {
    try {
      proof.require();
    } catch (ClaimLost taken) {
      LOG.info("What is left over is not removed here: {}", taken.getMessage());
      return;
    }
    transfers.runAll(
        seen.uploads().stream()
            .<Transfers.Transfer>map(upload -> () -> bucket.abort(upload))
            .toList());
    removeSeen(seen.objects());
  }

  /**
   * Removes objects that were seen before the last proof. Manifests go first, so that no reader
   * sees what is half removed.
   */
  void removeSeen(List<String> objects) throws IOException {
    removeAll(objects.stream().filter(StoredCheckpoints::isManifest));
    removeAll(objects.stream().filter(object -> !StoredCheckpoints.isManifest(object)));
  }

  private void removeAll(Stream<String> objects) throws IOException {
    transfers.runAll(
        objects.<Transfers.Transfer>map(object -> () -> bucket.delete(object)).toList());
  }
}
