package org.wavetrain.cli;

import picocli.CommandLine.Option;

/** The help of commands whose {@code --version} is a model's, which leave out the usual options. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean wanted;
}
