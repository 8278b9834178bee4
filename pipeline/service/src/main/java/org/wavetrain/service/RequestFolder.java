package org.wavetrain.service;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's own folder, where the recordings of requests are while they are needed. It holds a
 * file that the service keeps locked, and the system gives a lock back however a process ends: so
 * the next service knows what one that was killed has left, and removes it. A process has one at
 * most, since it gives a lock back when it closes any channel to the file.
 */
final class RequestFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RequestFolder.class);
  private static final String PREFIX = "wavetrain-service";
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lock;

  private RequestFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes one in the folder for temporary files, and removes those of services that are gone. */
  static RequestFolder create() throws IOException {
    RequestFolder folder = make();
    folder.removeOthersThatAreLeft();
    return folder;
  }

  /** Another service may take it for one that was left, until its file is locked. */
  private static RequestFolder make() throws IOException {
    while (true) {
      Path path = Files.createTempDirectory(PREFIX);
      FileChannel lock =
          FileChannel.open(
              path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (isTaken(lock) && Files.exists(path.resolve(LOCK))) {
        return new RequestFolder(path, lock);
      }
      lock.close();
    }
  }

  private static boolean isTaken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  private void removeOthersThatAreLeft() {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(path.getParent(), PREFIX + "*")) {
      for (Path other : others) {
        if (!other.equals(path)) {
          removeIfLeft(other);
        }
      }
    } catch (IOException | DirectoryIteratorException failure) {
      LOG.warn("what other services left in {} cannot be removed", path.getParent(), failure);
    }
  }

  /** What belongs to somebody else, or is a link, is none of a service of this user. */
  private void removeIfLeft(Path other) {
    try {
      if (!Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
          || !Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(path))
          || !Files.exists(other.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      try (FileChannel itsLock =
          FileChannel.open(
              other.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        if (isTaken(itsLock)) {
          remove(other);
          LOG.info("{} of a service that was killed is removed", other);
        }
      }
    } catch (IOException failure) {
      LOG.warn("{} cannot be removed", other, failure);
    }
  }

  /** The file with the lock goes last: without it, nobody would look into the folder again. */
  private static void remove(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!file.endsWith(LOCK)) {
          Files.deleteIfExists(file);
        }
      }
    }
    Files.deleteIfExists(folder.resolve(LOCK));
    Files.deleteIfExists(folder);
  }

  Path path() {
    return path;
  }

  /** Removes it, with all that is in it. */
  @Override
  public void close() {
    try (lock) {
      remove(path);
    } catch (IOException failure) {
      LOG.warn("{} cannot be removed", path, failure);
    }
  }
}
