package org.wavetrain.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where all state is. */
final class HomeOption {
  private static final String DEFAULT = ".wavetrain";

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = DEFAULT,
      description = "Folder that holds all state (default: ./${DEFAULT-VALUE}).")
  private Path folder;

  /** The folder, absolute. */
  Path path() {
    return folder.toAbsolutePath().normalize();
  }

  /** The option as it has to be repeated for the same home, with a space before it, or nothing. */
  String repeated() {
    return folder.equals(Path.of(DEFAULT)) ? "" : " --home " + ShellWord.of(folder.toString());
  }
}
