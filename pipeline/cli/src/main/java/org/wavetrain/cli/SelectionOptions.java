package org.wavetrain.cli;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.wavetrain.local.runner.StageSelection;
import picocli.CommandLine.Option;

/** The options that say which stages take part. */
final class SelectionOptions {
  @Option(
      names = "--from",
      paramLabel = "STAGE",
      description = "Only this stage and those that depend on it.")
  private String from;

  @Option(
      names = "--until",
      paramLabel = "STAGE",
      description = "Only this stage and those that it depends on.")
  private String until;

  @Option(names = "--only", paramLabel = "STAGE", description = "Only this stage.")
  private String only;

  @Option(
      names = "--no-cache",
      paramLabel = "STAGE",
      description = "Make this stage's artifact again even though it exists.")
  private Set<String> noCache = new LinkedHashSet<>();

  StageSelection selection() {
    return new StageSelection(
        Optional.ofNullable(from), Optional.ofNullable(until), Optional.ofNullable(only), noCache);
  }
}
