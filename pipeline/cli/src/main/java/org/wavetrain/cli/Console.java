package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import org.wavetrain.cli.display.Terminal;

/**
 * What connects a command with the person who typed it.
 *
 * @param out results and progress
 * @param error failures
 * @param terminal what {@code out} is
 * @param interruption the person's wish to stop
 * @param environment the variables that are set
 */
record Console(
    ResultStream out,
    PrintStream error,
    Terminal terminal,
    Interruption interruption,
    Map<String, String> environment) {
  PrintWriter outWriter() {
    return new PrintWriter(new OutputStreamWriter(out, UTF_8), true);
  }

  PrintWriter errorWriter() {
    return new PrintWriter(new OutputStreamWriter(error, UTF_8), true);
  }
}
