package org.wavetrain.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.failure.DiskTrouble;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;

/**
 * A stage's own folder for as long as it runs. It has the artifact's name, so that what a killed
 * process left is removed when the stage runs again.
 *
 * @param path where it is
 */
public record WorkDirectory(Path path) implements AutoCloseable {
  /** The folder that work directories are made in; default the system's temporary folder. */
  public static final String ROOT_VARIABLE = "WAVETRAIN_WORK";

  static WorkDirectory create(Map<String, String> environment, ArtifactKey key) throws IOException {
    String name = "wavetrain-" + key.stage() + "-" + key.digest().abbreviated();
    WorkDirectory directory = new WorkDirectory(root(environment).resolve(name));
    directory.close();
    Files.createDirectories(directory.path());
    return directory;
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
    new FolderTree(path).remove();
  }
}
