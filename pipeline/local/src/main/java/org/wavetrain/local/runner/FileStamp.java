package org.wavetrain.local.runner;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What tells that a file did not change. The system sets the time of its last change itself,
 * whatever is done to a file, so that a file written over with its date kept has another.
 *
 * @param sizeBytes its size
 * @param modifiedNanos when its content was written, as far as its date tells; since 1970
 * @param changedNanos when anything of it was changed; since 1970
 * @param number which of the file system's files it is
 */
record FileStamp(long sizeBytes, long modifiedNanos, long changedNanos, long number) {
  private static final String VIEW = "unix";
  private static final String STAMP = "size,lastModifiedTime,ctime,ino";

  /** Whether this machine's file systems tell. */
  static boolean isKnownHere() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains(VIEW);
  }

  /** The stamp of a file, or of what a link leads to. */
  static FileStamp of(Path file) throws IOException {
    return of(Files.readAttributes(file, VIEW + ":" + STAMP));
  }

  /** The stamp that is in these attributes. */
  static FileStamp of(Map<String, Object> attributes) {
    return new FileStamp(
        (Long) attributes.get("size"),
        ((FileTime) attributes.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS),
        ((FileTime) attributes.get("ctime")).to(TimeUnit.NANOSECONDS),
        (Long) attributes.get("ino"));
  }

  /** What a path is, of which a link is one kind, and its stamp. */
  static Map<String, Object> attributes(Path path) throws IOException {
    return Files.readAttributes(
        path,
        VIEW + ":isRegularFile,isDirectory,isSymbolicLink," + STAMP,
        LinkOption.NOFOLLOW_LINKS);
  }

  boolean isBefore(Instant time) {
    return changedNanos < TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }
}
