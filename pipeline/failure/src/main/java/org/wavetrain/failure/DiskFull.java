package org.wavetrain.failure;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Tells a full disk from other failures to write: Java has no type for it, only messages. */
public final class DiskFull {
  /** Of Linux and macOS, of Windows, and of a quota. */
  private static final List<String> MESSAGES =
      List.of(
          "No space left on device",
          "There is not enough space on the disk",
          "Disk quota exceeded");

  private DiskFull() {}

  /** What a full disk refused, if that is what a failure comes from. */
  public static Optional<IOException> behind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isReportedBy(cause)) {
        return Optional.of((IOException) cause);
      }
    }
    return Optional.empty();
  }

  /** Whether this failure itself, whatever caused it, is that of a full disk. */
  public static boolean isReportedBy(Throwable failure) {
    return failure instanceof IOException
        && MESSAGES.stream().anyMatch(String.valueOf(failure.getMessage())::contains);
  }
}
