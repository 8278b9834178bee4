package org.wavetrain.failure;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What keeps a disk from being written to: Java has no types for it, only messages. */
public enum DiskTrouble {
  /** Of Linux and macOS, of Windows, and of a quota. */
  FULL(
      MachineError.DISK_FULL,
      "full",
      "Free some space",
      List.of(
          "No space left on device",
          "There is not enough space on the disk",
          "Disk quota exceeded")),
  /** Of Linux and macOS, and of Windows. */
  READ_ONLY(
      MachineError.DISK_READ_ONLY,
      "read-only",
      "Make the disk writable again (systems protect one so that fails: see their log)",
      List.of("Read-only file system", "The media is write protected"));

  private final MachineError code;
  private final String word;
  private final String remedy;
  private final List<String> messages;

  DiskTrouble(MachineError code, String word, String remedy, List<String> messages) {
    this.code = code;
    this.word = word;
    this.remedy = remedy;
    this.messages = messages;
  }

  /** What a disk refused, if that is what a failure comes from. */
  public static Optional<IOException> refusalBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (of(cause).isPresent()) {
        return Optional.of((IOException) cause);
      }
    }
    return Optional.empty();
  }

  /** Why a disk refused it, if that is what a failure comes from. */
  public static Optional<DiskTrouble> behind(Throwable failure) {
    return refusalBehind(failure).flatMap(DiskTrouble::of);
  }

  /** Why a disk refused it, if that is what this failure itself says, whatever caused it. */
  public static Optional<DiskTrouble> of(Throwable failure) {
    return failure instanceof IOException
        ? Arrays.stream(values()).filter(trouble -> trouble.isToldBy(failure)).findFirst()
        : Optional.empty();
  }

  private boolean isToldBy(Throwable failure) {
    return messages.stream().anyMatch(String.valueOf(failure.getMessage())::contains);
  }

  /** The code of a failure that tells it. */
  public MachineError code() {
    return code;
  }

  /** What such a disk is: the end of a sentence. */
  public String word() {
    return word;
  }

  /** What to do about it: the beginning of a sentence. */
  public String remedy() {
    return remedy;
  }
}
