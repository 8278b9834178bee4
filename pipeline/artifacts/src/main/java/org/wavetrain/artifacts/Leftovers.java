package org.wavetrain.artifacts;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** Removes objects that nobody will read any more. */
record Leftovers(Bucket bucket, Transfers transfers) {
  /**
   * Removes the files of an artifact's drafts that lost or were interrupted.
   *
   * @param published the folder of the one that was published, relative to the artifact's own
   */
  void removeDrafts(ArtifactKey key, String published) throws IOException {
    String drafts = ArtifactStore.folder(key) + "files/";
    String kept = ArtifactStore.folder(key) + published + "/";
    Predicate<String> isLeftOver = object -> !object.startsWith(kept);
    bucket.abortUploads(drafts, isLeftOver);
    remove(bucket.keys(drafts).stream().filter(isLeftOver).toList());
  }

  /** Removes all objects of a list, in any order. */
  void remove(List<String> objects) throws IOException {
    transfers.runAll(
        objects.stream().<Transfers.Transfer>map(object -> () -> bucket.delete(object)).toList());
  }
}
