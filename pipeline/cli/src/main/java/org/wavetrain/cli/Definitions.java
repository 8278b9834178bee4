package org.wavetrain.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wavetrain.definition.ParameterOverride;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PipelineFile;

/** Reads pipeline files as the commands do. */
final class Definitions {
  private Definitions() {}

  /**
   * @param home what {@code ${home}} stands for in the file
   */
  static Pipeline read(Path file, Path home, List<ParameterOverride> overrides, StageKinds kinds) {
    return PipelineFile.read(file, Map.of("home", home.toString()), overrides, kinds.descriptors());
  }
}
