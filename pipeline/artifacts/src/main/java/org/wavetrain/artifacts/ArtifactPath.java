package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;

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

  /** As long as the key of an object may be. */
  private static final int MOST_BYTES = 1024;

  private static final int MOST_SHOWN = 200;

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
  static boolean isSafe(String path) {
    if (path.getBytes(UTF_8).length > MOST_BYTES) {
      return false;
    }
    String before = path;
    String decoded = decoded(before);
    while (isPlain(before) && !decoded.equals(before)) {
      before = decoded;
      decoded = decoded(before);
    }
    return isPlain(before);
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
        "An artifact cannot hold a file called \"" + shown(path) + "\".",
        "Use a relative path of at most %d bytes with forward slashes, without empty, . or .. parts."
            .formatted(MOST_BYTES));
  }

  private static String shown(String path) {
    String start = path.length() > MOST_SHOWN ? path.substring(0, MOST_SHOWN) + "…" : path;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
