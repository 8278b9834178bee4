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

  /** Made when the first process is started. */
  private static final class Packed {
    private static final PackedProgram PROGRAM = PackedProgram.ofThisBuild();
  }

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
    List<String> command = new ArrayList<>();
    command.add(java());
    command.add(installation());
    command.addAll(Packed.PROGRAM.options());
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The option that says where the program is. */
  static String installation() {
    return "-Dwavetrain.install=" + Path.of("../..").toAbsolutePath();
  }

  /** The Java that runs the tests. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** As above, by a command that may have another one before it. */
  static Process start(Map<String, String> environment, Path log, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(Files.createTempFile(log.getParent(), "none", "").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }
}
