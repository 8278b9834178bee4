package org.wavetrain.local.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.EmbeddedServerError;

/**
 * Keeps two runs from working in one home at the same time. The operating system gives the lock
 * back however the process ends.
 */
public final class HomeLock implements AutoCloseable {
  private static final String LOCK = "lock";

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a home, which is created if it does not exist.
   *
   * @throws UserFailure {@code HOME_IN_USE}, {@code HOME_UNUSABLE}
   */
  public static HomeLock take(Path home) {
    return open(home, channel -> take(home, channel));
  }

  /**
   * Takes the lock of a home, once nobody else has it.
   *
   * @param waiting is told, in a sentence, who has it, if somebody has
   * @throws UserFailure {@code HOME_UNUSABLE}
   */
  public static HomeLock await(Path home, Consumer<String> waiting) {
    return open(
        home,
        channel -> {
          if (tryLock(channel) == null) {
            waiting.accept(
                "Waiting for another run%s, which works in %s since %s."
                    .formatted(
                        owner(home),
                        home,
                        Files.getLastModifiedTime(home.resolve(LOCK))
                            .toInstant()
                            .truncatedTo(ChronoUnit.SECONDS)));
            channel.lock();
          }
          return held(channel);
        });
  }

  /** How a lock is taken on the open file. */
  @FunctionalInterface
  private interface Taking {
    HomeLock on(FileChannel channel) throws IOException;
  }

  private static HomeLock open(Path home, Taking taking) {
    try {
      Files.createDirectories(home);
      FileChannel channel =
          FileChannel.open(
              home.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        return taking.on(channel);
      } catch (IOException | RuntimeException refused) {
        channel.close();
        throw refused;
      }
    } catch (IOException unwritable) {
      throw new UserFailure(
          EmbeddedServerError.HOME_UNUSABLE,
          "The home folder %s cannot be written to: %s."
              .formatted(home, FileTrouble.reason(unwritable)),
          "Give a folder that you may write to with --home, and check that its disk is not full.",
          unwritable);
    }
  }

  private static HomeLock take(Path home, FileChannel channel) throws IOException {
    if (tryLock(channel) == null) {
      throw new UserFailure(
          RunnerError.HOME_IN_USE,
          "Another run%s works in %s.".formatted(owner(home), home),
          "Wait until it has ended, or give another folder with --home.");
    }
    return held(channel);
  }

  private static String owner(Path home) throws IOException {
    String owner = Files.readString(home.resolve(LOCK)).strip();
    return owner.isEmpty() ? "" : " (process " + owner + ")";
  }

  private static HomeLock held(FileChannel channel) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
    return new HomeLock(channel);
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
