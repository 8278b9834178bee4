package org.wavetrain.cli;

/** How the program was started, so that what it says to type can be typed. */
final class Launcher {
  /** Set by the launcher script: how it was called. */
  private static final String PROPERTY = "wavetrain.launcher";

  private Launcher() {}

  /** As a shell takes it. */
  static String word() {
    return ShellWord.of(System.getProperty(PROPERTY, "./wavetrain"));
  }
}
