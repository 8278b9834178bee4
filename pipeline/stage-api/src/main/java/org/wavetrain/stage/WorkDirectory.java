package org.wavetrain.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.FolderTree;

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
