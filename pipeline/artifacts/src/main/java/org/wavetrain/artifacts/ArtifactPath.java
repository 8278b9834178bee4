package org.wavetrain.artifacts;

import java.nio.file.Path;
import java.util.Arrays;
import org.wavetrain.failure.UserFailure;

/** Checks of the paths of files in artifacts. */
final class ArtifactPath {
  private ArtifactPath() {}

  /**
   * Returns a path that is relative, has forward slashes and stays in its folder wherever it is
   * downloaded to.
   *
   * @throws UserFailure {@code ARTIFACT_PATH_UNSAFE} for any other
   */
  static String check(String path) {
    boolean safe =
        path.indexOf('\\') < 0
            && path.chars().noneMatch(Character::isISOControl)
            && !hasDriveLetter(path)
            && Arrays.stream(path.split("/", -1))
                .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    if (!safe) {
      throw unsafe(path);
    }
    return path;
  }

  /** Where a file of an artifact goes below a folder. */
  static Path resolve(Path directory, String path) {
    Path target = directory.resolve(check(path)).normalize();
    if (!target.startsWith(directory.normalize())) {
      throw unsafe(path);
    }
    return target;
  }

  /** The path of a file below a folder, with forward slashes. */
  static String relative(Path directory, Path file) {
    StringBuilder path = new StringBuilder();
    for (Path name : directory.relativize(file)) {
      path.append(path.isEmpty() ? "" : "/").append(name);
    }
    return path.toString();
  }

  private static boolean hasDriveLetter(String path) {
    return path.length() > 1 && path.charAt(1) == ':';
  }

  private static UserFailure unsafe(String path) {
    return new UserFailure(
        ArtifactError.ARTIFACT_PATH_UNSAFE,
        "An artifact cannot hold a file called \"" + path.replaceAll("\\p{Cntrl}", "?") + "\".",
        "Use a relative path with forward slashes, without empty, . or .. parts.");
  }
}
