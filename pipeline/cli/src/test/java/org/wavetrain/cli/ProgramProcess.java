package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program in a process of its own, as the launcher starts it. */
final class ProgramProcess {
  private ProgramProcess() {}

  /**
   * Starts it.
   *
   * @param environment where the servers are
   * @param log what it says goes there
   */
  static Process start(Map<String, String> environment, Path log, String... arguments)
      throws IOException {
    return start(environment, log, command(arguments));
  }

  /** What starts it. */
  static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dwavetrain.install=" + Path.of("../..").toAbsolutePath(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** As above, by a command that may have another one before it. */
  static Process start(Map<String, String> environment, Path log, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(Files.createTempFile(log.getParent(), "none", "").toFile());
    // Its stages and itself are gone before a better compiler would be of use.
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    builder.environment().putAll(environment);
    return builder.start();
  }
}
