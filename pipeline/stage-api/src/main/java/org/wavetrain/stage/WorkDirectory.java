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
    Path root =
        Path.of(environment.getOrDefault(ROOT_VARIABLE, System.getProperty("java.io.tmpdir")));
    String name = "wavetrain-" + key.stage() + "-" + key.digest().abbreviated();
    WorkDirectory directory = new WorkDirectory(root.resolve(name).toAbsolutePath());
    directory.close();
    Files.createDirectories(directory.path());
    return directory;
  }

  @Override
  public void close() throws IOException {
    new FolderTree(path).remove();
  }
}
