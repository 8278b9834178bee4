package org.wavetrain.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs commands as a user does, in one home.
 *
 * @param home where it keeps its artifacts
 */
record RecipeRuns(Path home) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Runs a command that has to do its work; {@code --home} is added to its arguments. */
  CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    return CommandRun.done(all.toArray(String[]::new));
  }

  /**
   * Runs a recipe to its end, or to that of a stage.
   *
   * @param sources folders by name
   * @param settings {@code stage.parameter=value}
   * @param options further options
   * @return the JSON of its last line
   */
  JsonNode finish(
      String recipe, Map<String, Path> sources, List<String> settings, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", recipe, "--json"));
    arguments.addAll(List.of(options));
    new TreeMap<>(sources)
        .forEach((name, folder) -> arguments.addAll(List.of("--source", name + "=" + folder)));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return run(arguments.toArray(String[]::new)).lastLine();
  }

  /** A JSON file of the one artifact that a kind of stage made in this home. */
  JsonNode made(String stage, String file) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      Path found =
          files
              .filter(path -> path.endsWith(file))
              .filter(path -> path.toString().contains("/artifacts/" + stage + "/"))
              .reduce(
                  (one, other) -> {
                    throw new AssertionError(one + " and " + other);
                  })
              .orElseThrow(() -> new AssertionError("no " + file + " of " + stage));
      return MAPPER.readTree(found.toFile());
    }
  }
}
