package org.wavetrain.definition;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a pipeline file can speak of.
 *
 * @param variables what {@code ${name}} stands for in paths of sources, besides {@code ${date}}
 * @param kinds the kinds of stages there are
 * @param layouts the layouts of recordings there are, by name
 * @param mayBeMissing the folders that sources may name although they do not exist yet
 * @param today the date that {@code ${date}} goes by unless the command line gives another
 * @param check finds what stages would refuse
 */
public record Surroundings(
    Map<String, String> variables,
    List<StageDescriptor> kinds,
    List<String> layouts,
    Predicate<Path> mayBeMissing,
    LocalDate today,
    PipelineCheck check) {
  public Surroundings {
    variables = Map.copyOf(variables);
    kinds = List.copyOf(kinds);
    layouts = List.copyOf(layouts);
  }
}
