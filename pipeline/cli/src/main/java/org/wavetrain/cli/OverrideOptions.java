package org.wavetrain.cli;

import java.util.ArrayList;
import java.util.List;
import org.wavetrain.definition.Overrides;
import org.wavetrain.definition.ParameterOverride;
import org.wavetrain.definition.SourceOverride;
import picocli.CommandLine.Option;

/** The options that say something in place of the pipeline file. */
final class OverrideOptions {
  @Option(
      names = "--set",
      paramLabel = "STAGE.PARAMETER=VALUE",
      description = "A parameter in place of the file's, for example finetune.learning_rate=1e-4.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "NAME=DIR",
      description = "A folder in place of the file's, for example torgo=/data/TORGO.")
  private List<String> sources = new ArrayList<>();

  Overrides overrides() {
    return new Overrides(
        parameters.stream().map(ParameterOverride::parse).toList(),
        sources.stream().map(SourceOverride::parse).toList());
  }
}
