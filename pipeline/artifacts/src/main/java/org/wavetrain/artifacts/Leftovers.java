package org.wavetrain.artifacts;

import java.io.IOException;
import java.util.List;

/** Removes objects that nobody will read any more. */
record Leftovers(Bucket bucket, Transfers transfers) {
  /**
   * Removes the files of an artifact's drafts that lost or were interrupted.
   *
   * @param published the folder of the one that was published, relative to the artifact's own
   */
  void removeDrafts(ArtifactKey key, String published) throws IOException {
    String root = ArtifactStore.folder(key);
    remove(
        bucket.keys(root + "files/").stream()
            .filter(object -> !object.startsWith(root + published + "/"))
            .toList());
  }

  /** Removes all objects of a list, in any order. */
  void remove(List<String> objects) throws IOException {
    transfers.runAll(
        objects.stream().<Transfers.Transfer>map(object -> () -> bucket.delete(object)).toList());
  }
}
