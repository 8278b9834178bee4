package org.wavetrain.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wavetrain.failure.UserFailure;

/** What a person calls a model. */
sealed interface ModelReference {
  /** The folder of an exported model. */
  record InFolder(Path path) implements ModelReference {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** The version of a registered model that an alias points to. */
  record ByAlias(String name, String alias) implements ModelReference {
    @Override
    public String toString() {
      return "models:/" + name + "@" + alias;
    }
  }

  /** A version of a registered model. */
  record ByVersion(String name, int version) implements ModelReference {
    @Override
    public String toString() {
      return "models:/" + name + "/" + version;
    }
  }

  /** How MLflow writes them; what is before the name may be left out where no folder is meant. */
  Pattern REGISTERED = Pattern.compile("(models:/)?([^/@:]+)(?:@([^/@]+)|/(\\d{1,9}))");

  /**
   * A model of the registry: {@code models:/NAME@ALIAS} or {@code models:/NAME/VERSION}, also
   * without {@code models:/}.
   *
   * @throws UserFailure {@code COMMAND_LINE_INVALID}
   */
  static ModelReference registered(String text) {
    return parsed(text)
        .orElseThrow(
            () ->
                new UserFailure(
                    CommandError.COMMAND_LINE_INVALID,
                    "The model is " + text + ", which names no version.",
                    "Write NAME@champion, NAME@ALIAS or NAME/VERSION."));
  }

  /**
   * A folder, or a model of the registry if it begins with {@code models:/} or there is no such
   * folder.
   *
   * @throws UserFailure {@code COMMAND_LINE_INVALID}
   */
  static ModelReference of(String text) {
    if (text.startsWith("models:/")) {
      return registered(text);
    }
    Optional<Path> folder = folder(text);
    if (folder.isPresent() && Files.exists(folder.get())) {
      return new InFolder(folder.get());
    }
    return parsed(text)
        .or(() -> folder.map(InFolder::new))
        .orElseThrow(
            () ->
                new UserFailure(
                    CommandError.COMMAND_LINE_INVALID,
                    "The model is " + text + ", which can be no folder.",
                    "Give a folder, models:/NAME@champion or models:/NAME/VERSION."));
  }

  private static Optional<Path> folder(String text) {
    try {
      return Optional.of(Path.of(text).toAbsolutePath().normalize());
    } catch (InvalidPathException impossible) {
      return Optional.empty();
    }
  }

  private static Optional<ModelReference> parsed(String text) {
    Matcher matcher = REGISTERED.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String name = matcher.group(2);
    return Optional.of(
        matcher.group(3) == null
            ? new ByVersion(name, Integer.parseInt(matcher.group(4)))
            : new ByAlias(name, matcher.group(3)));
  }
}
