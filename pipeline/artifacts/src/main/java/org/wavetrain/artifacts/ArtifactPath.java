package org.wavetrain.artifacts;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wavetrain.failure.UserFailure;

/** Checks of the paths of files in artifacts. */
final class ArtifactPath {
  private static final Pattern ENCODED = Pattern.compile("%([0-9a-fA-F]{2})");
  private static final int HEXADECIMAL = 16;
  private static final int ASCII_END = 0x80;

  /** A drive, or what is before the path of an address. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?s).:|file:|[a-z][a-z0-9+.-]*:/", Pattern.CASE_INSENSITIVE);

  private ArtifactPath() {}

  /**
   * Returns a path that is relative, has forward slashes and stays in its folder wherever it is
   * downloaded to.
   *
   * @throws UserFailure {@code ARTIFACT_PATH_UNSAFE} for any other
   */
  static String check(String path) {
    if (!isSafe(path)) {
      throw unsafe(path);
    }
    return path;
  }

  /** A server or a page on its way may decode it, even twice. */
  private static boolean isSafe(String path) {
    String decoded = decoded(path);
    return isPlain(path) && (decoded.equals(path) || isSafe(decoded));
  }

  private static boolean isPlain(String path) {
    return path.indexOf('\\') < 0
        && path.chars().noneMatch(Character::isISOControl)
        && !ADDRESS.matcher(path).lookingAt()
        && Arrays.stream(path.split("/", -1))
            .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }

  private static String decoded(String path) {
    return ENCODED.matcher(path).replaceAll(ArtifactPath::character);
  }

  private static String character(MatchResult encoded) {
    char code = (char) Integer.parseInt(encoded.group(1), HEXADECIMAL);
    // Others are parts of letters, whichever.
    return Matcher.quoteReplacement(code < ASCII_END ? String.valueOf(code) : "_");
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

  private static UserFailure unsafe(String path) {
    return new UserFailure(
        ArtifactError.ARTIFACT_PATH_UNSAFE,
        "An artifact cannot hold a file called \"" + path.replaceAll("\\p{Cntrl}", "?") + "\".",
        "Use a relative path with forward slashes, without empty, . or .. parts.");
  }
}
