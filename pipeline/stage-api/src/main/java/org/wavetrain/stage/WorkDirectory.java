package org.wavetrain.stage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.failure.DiskTrouble;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;

/**
 * A process's own folder for as long as its stage runs. Its name begins with the artifact's, so
 * that what a killed process left is removed when the stage runs again; the folder of one that is
 * alive, and may only stand still, is left to that one. The system's lock on a file in it tells
 * them apart: it ends with the process.
 */
public final class WorkDirectory implements AutoCloseable {
  /** The folder that work directories are made in; default the system's temporary folder. */
  public static final String ROOT_VARIABLE = "WAVETRAIN_WORK";

  private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);
  private static final String LOCK = "lock";

  private final Path folder;
  private final Path path;
  private final FileChannel lock;

  private WorkDirectory(Path folder, Path path, FileChannel lock) {
    this.folder = folder;
    this.path = path;
    this.lock = lock;
  }

  /** Where the stage works. */
  Path path() {
    return path;
  }

  /** Makes a folder; to be called by whoever holds the claim of the artifact. */
  static WorkDirectory create(Map<String, String> environment, ArtifactKey key) throws IOException {
    Path root = Files.createDirectories(root(environment));
    String name = "wavetrain-" + key.stage() + "-" + key.digest().abbreviated();
    removeAbandoned(root, name);
    Path folder = Files.createTempDirectory(root, name + "-");
    FileChannel lock = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
    lock.lock();
    return new WorkDirectory(folder, Files.createDirectory(folder.resolve("files")), lock);
  }

  private static void removeAbandoned(Path root, String name) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, name + "*")) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isAbandoned(folder)) {
          new FolderTree(folder).remove();
        }
      }
    }
  }

  private static boolean isAbandoned(Path folder) {
    try (FileChannel lock = FileChannel.open(folder.resolve(LOCK), WRITE)) {
      return lock.tryLock() != null;
    } catch (NoSuchFileException none) {
      // Its process was killed while it made the folder, or is of an older release.
      return true;
    } catch (OverlappingFileLockException ours) {
      return false;
    } catch (IOException unreadable) {
      LOG.warn("Leaving {}: {}", folder, unreadable.toString());
      return false;
    }
  }

  /**
   * Makes sure that they can be made, before anything is.
   *
   * @throws UserFailure {@code WORK_FOLDER_UNWRITABLE}
   * @throws IOException if the disk is full
   */
  static void require(Map<String, String> environment) throws IOException {
    Path root = root(environment);
    try {
      Files.createDirectories(root);
      Files.delete(Files.createTempFile(root, "wavetrain", ""));
    } catch (IOException failure) {
      if (DiskTrouble.behind(failure).filter(DiskTrouble.FULL::equals).isPresent()) {
        throw failure;
      }
      throw new UserFailure(
          StageError.WORK_FOLDER_UNWRITABLE,
          "The folder %s, which the stage is to work in, cannot be written to: %s."
              .formatted(root, FileTrouble.reason(failure)),
          "Name another folder in %s; in a container, mount one there that its user may write to."
              .formatted(ROOT_VARIABLE),
          failure);
    }
  }

  /** The folder that they are made in. */
  public static Path root(Map<String, String> environment) {
    return Path.of(environment.getOrDefault(ROOT_VARIABLE, System.getProperty("java.io.tmpdir")))
        .toAbsolutePath();
  }

  @Override
  public void close() throws IOException {
    lock.close();
    new FolderTree(folder).remove();
  }
}
