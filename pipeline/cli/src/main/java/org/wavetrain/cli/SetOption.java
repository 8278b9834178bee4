package org.wavetrain.cli;

import java.util.ArrayList;
import java.util.List;
import org.wavetrain.definition.ParameterOverride;
import picocli.CommandLine.Option;

/** The option that gives parameters in place of the pipeline file's. */
final class SetOption {
  @Option(
      names = "--set",
      paramLabel = "STAGE.PARAMETER=VALUE",
      description = "A parameter in place of the file's, for example finetune.learning_rate=1e-4.")
  private List<String> texts = new ArrayList<>();

  List<ParameterOverride> overrides() {
    return texts.stream().map(ParameterOverride::parse).toList();
  }
}
