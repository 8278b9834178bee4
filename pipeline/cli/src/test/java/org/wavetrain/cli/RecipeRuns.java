package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.stage.ExitCode;

/**
 * Runs commands as a user does, in one home.
 *
 * @param home where it keeps its artifacts
 */
record RecipeRuns(Path home, ByteArrayOutputStream out, ByteArrayOutputStream error) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  RecipeRuns(Path home) {
    this(home, new ByteArrayOutputStream(), new ByteArrayOutputStream());
  }

  /** So that recipes are found as the launcher script finds them. */
  static void installFromTheCheckout() {
    System.setProperty("wavetrain.install", Path.of("../..").toAbsolutePath().toString());
  }

  /** The exit code of a command; {@code --home} is added to its arguments. */
  int run(String... arguments) {
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(error, true, UTF_8),
            Terminal.none(),
            new Interruption());
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    return Main.run(console, all.toArray(String[]::new));
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
    assertThat(run(arguments.toArray(String[]::new)))
        .as(() -> error.toString(UTF_8))
        .isEqualTo(ExitCode.DONE.code());
    String last = out.toString(UTF_8).lines().reduce((first, second) -> second).orElseThrow();
    return MAPPER.readTree(last);
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
