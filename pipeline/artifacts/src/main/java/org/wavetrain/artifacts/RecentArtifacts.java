package org.wavetrain.artifacts;

import java.time.Instant;
import java.util.List;

/**
 * Which artifacts of a kind of stage were published last: empty objects at {@code
 * recent/<stage>/<time>-<digest>}, whose names sort the newest first. So the newest few are found
 * by one request, however many artifacts there are; only they have marks.
 *
 * <p>Marks are hints. One is set before its artifact is published, so that none is missing, and may
 * stay behind when that fails.
 */
record RecentArtifacts(Bucket bucket) {
  /** The last of 13 digits of milliseconds, in the year 2286. */
  static final Instant LAST = Instant.ofEpochMilli(9_999_999_999_999L);

  private static final int DIGITS = 13;

  /** So many are told at most; some stores look at all to find the first. */
  static final int MOST = 100;

  /** Sets the mark of an artifact; those of older ones are removed, a hundred at a time. */
  void add(Manifest manifest) {
    bucket.put(mark(manifest), new byte[0]);
    List<String> marks = bucket.firstKeys(folder(manifest.key().stage()), 2 * MOST);
    if (marks.size() == 2 * MOST) {
      marks.subList(MOST, marks.size()).forEach(bucket::delete);
    }
  }

  void remove(Manifest manifest) {
    bucket.delete(mark(manifest));
  }

  /** Removes the mark of a manifest that another one of the same artifact has won over. */
  void removeStale(Manifest stale, Manifest valid) {
    if (!mark(stale).equals(mark(valid))) {
      remove(stale);
    }
  }

  /**
   * The keys of the newest artifacts of a kind of stage; some may not exist.
   *
   * @param most 1 to {@link #MOST}
   */
  List<ArtifactKey> newest(String stage, int most) {
    return bucket.firstKeys(folder(stage), most).stream()
        .map(mark -> mark.substring(folder(stage).length() + DIGITS + 1))
        .filter(Sha256::isDigest)
        .map(digest -> new ArtifactKey(stage, new Sha256(digest)))
        .toList();
  }

  private static String mark(Manifest manifest) {
    long age = LAST.toEpochMilli() - manifest.created().toEpochMilli();
    return folder(manifest.key().stage())
        + ("%0" + DIGITS + "d-%s").formatted(age, manifest.key().digest());
  }

  private static String folder(String stage) {
    return "recent/" + stage + "/";
  }
}
