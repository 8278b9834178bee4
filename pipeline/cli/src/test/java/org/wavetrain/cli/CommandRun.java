package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.stage.ExitCode;

/**
 * What came of a command that was run as a user types it.
 *
 * @param status its exit code
 * @param out what it printed
 * @param error what it printed on standard error
 */
record CommandRun(int status, String out, String error) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** So that recipes are found as the launcher script finds them. */
  static void installFromTheCheckout() {
    System.setProperty("wavetrain.install", Path.of("../..").toAbsolutePath().toString());
  }

  /** Runs a command to its end, however it ends. */
  static CommandRun of(String... arguments) {
    return of(System.getenv(), arguments);
  }

  /** As above, with other variables set for the console than this process has. */
  static CommandRun of(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return into(out, environment, arguments).withOut(out.toString(UTF_8));
  }

  /** As above, with the results written to this, and not told. */
  static CommandRun into(
      OutputStream results, Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ResultStream(results),
            new PrintStream(error, true, UTF_8),
            Terminal.none(),
            new Interruption(),
            environment);
    int status = Main.run(console, arguments);
    return new CommandRun(status, "", error.toString(UTF_8));
  }

  private CommandRun withOut(String printed) {
    return new CommandRun(status, printed, error);
  }

  /** Runs a command that has to do its work. */
  static CommandRun done(String... arguments) {
    CommandRun run = of(arguments);
    assertThat(run.status()).as(run::error).isEqualTo(ExitCode.DONE.code());
    return run;
  }

  /** Runs a command that has to refuse; returns what it said. */
  static String refusal(String... arguments) {
    CommandRun run = of(arguments);
    assertThat(run.status()).as(run::error).isEqualTo(ExitCode.USER_FAILURE.code());
    return run.error();
  }

  /** The JSON of the last line that it printed. */
  JsonNode lastLine() throws IOException {
    return MAPPER.readTree(out.lines().reduce((first, second) -> second).orElseThrow());
  }
}
