package org.wavetrain.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where this process logs: to a file in the home, since the screen belongs to the progress display.
 * To be opened before anything logs.
 */
final class LogFile {
  private static final String PROPERTY = "wavetrain.log";

  private static final String CONFIGURATION = "logback.configurationFile";

  private LogFile() {}

  /** Nothing is logged unless a home is opened. */
  static void none() {
    System.setProperty(CONFIGURATION, "org/wavetrain/cli/logback-none.xml");
  }

  /** To standard error, as stages log: whoever started this process keeps what is there. */
  static void standardError() {
    System.setProperty(CONFIGURATION, "org/wavetrain/stage/logback-stage.xml");
  }

  /** To standard error, with the values of each line by name. */
  static void service() {
    System.setProperty(CONFIGURATION, "org/wavetrain/cli/logback-service.xml");
  }

  static void open(Path home) {
    System.setProperty(PROPERTY, home.resolve("logs").resolve("wavetrain.log").toString());
    System.setProperty(CONFIGURATION, "org/wavetrain/cli/logback-file.xml");
  }

  /** The file, once it was opened. */
  static Optional<Path> current() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
  }
}
