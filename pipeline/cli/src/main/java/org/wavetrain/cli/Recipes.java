package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.wavetrain.definition.DefinitionError;
import org.wavetrain.definition.Suggestion;
import org.wavetrain.failure.UserFailure;

/** The pipeline files that come with the program. */
final class Recipes {
  /** Set by the launcher script: the folder that it lies in. */
  private static final String INSTALLATION_PROPERTY = "wavetrain.install";

  private static final String EXTENSION = ".yaml";

  private Recipes() {}

  /**
   * The names of all recipes, sorted.
   *
   * @throws UserFailure {@code INSTALLATION_INCOMPLETE}
   */
  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(find(QuickstartCommand.RECIPE).getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(EXTENSION))
          .map(name -> name.substring(0, name.length() - EXTENSION.length()))
          .sorted()
          .toList();
    }
  }

  /**
   * The pipeline file that an argument means: a file, or else a recipe by its name.
   *
   * @throws UserFailure {@code PIPELINE_FILE_UNREADABLE} for a name that is neither
   */
  static Path resolve(Path argument) throws IOException {
    String name = argument.toString();
    if (Files.exists(argument)) {
      return argument;
    }
    if (Files.isRegularFile(file(name))) {
      return file(name);
    }
    if (argument.getNameCount() == 1 && name.indexOf('.') < 0) {
      throw new UserFailure(
          DefinitionError.PIPELINE_FILE_UNREADABLE,
          "There is neither a pipeline file nor a recipe called " + name + ".",
          Suggestion.remedy(name, names()));
    }
    return argument;
  }

  /**
   * The recipe of that name.
   *
   * @throws UserFailure {@code INSTALLATION_INCOMPLETE}
   */
  static Path find(String name) {
    Path file = file(name);
    if (!Files.isRegularFile(file)) {
      throw new UserFailure(
          CommandError.INSTALLATION_INCOMPLETE,
          "The recipe " + file + " does not exist.",
          "Start the program with the launcher script `wavetrain`, from a complete checkout.");
    }
    return file;
  }

  private static Path file(String name) {
    return Path.of(System.getProperty(INSTALLATION_PROPERTY, ""), "pipeline", "recipes")
        .resolve(name + EXTENSION)
        .toAbsolutePath();
  }
}
