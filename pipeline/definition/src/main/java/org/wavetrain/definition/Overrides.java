package org.wavetrain.definition;

import java.util.List;

/**
 * What the command line says in place of the pipeline file; of several for the same place, the last
 * counts.
 *
 * @param parameters parameters of stages
 * @param sources folders of sources
 */
public record Overrides(List<ParameterOverride> parameters, List<SourceOverride> sources) {
  /** Nothing but the file. */
  public static final Overrides NONE = new Overrides(List.of(), List.of());

  public Overrides {
    parameters = List.copyOf(parameters);
    sources = List.copyOf(sources);
  }
}
