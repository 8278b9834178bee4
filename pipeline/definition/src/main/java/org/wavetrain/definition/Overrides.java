package org.wavetrain.definition;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says in place of the pipeline file, or besides it; of several for the same
 * place, the last counts.
 *
 * @param parameters parameters of stages
 * @param sources folders of sources
 * @param variant the variant to run; empty for the file's parameters as they are
 * @param date the date whose snapshots are meant by {@code ${date}}; empty for today
 */
public record Overrides(
    List<ParameterOverride> parameters,
    List<SourceOverride> sources,
    Optional<VariantOverride> variant,
    Optional<LocalDate> date) {
  /** Nothing but the file. */
  public static final Overrides NONE = new Overrides(List.of(), List.of());

  public Overrides {
    parameters = List.copyOf(parameters);
    sources = List.copyOf(sources);
  }

  /** Parameters and folders, of no variant and no other date. */
  public Overrides(List<ParameterOverride> parameters, List<SourceOverride> sources) {
    this(parameters, sources, Optional.empty(), Optional.empty());
  }

  /** Whether a parameter of a stage is given. */
  boolean names(String stage, String parameter) {
    return parameters.stream()
        .anyMatch(
            override -> override.stage().equals(stage) && override.parameter().equals(parameter));
  }
}
