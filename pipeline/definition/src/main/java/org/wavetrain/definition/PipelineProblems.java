package org.wavetrain.definition;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that is wrong with a pipeline, found in one go; what {@link
 * org.wavetrain.failure.UserFailure} is for a single failure. Its code is {@link
 * DefinitionError#PIPELINE_INVALID}.
 */
public final class PipelineProblems extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  PipelineProblems(Path file, List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> line(file, problem))
            .collect(Collectors.joining(System.lineSeparator())));
    this.problems = List.copyOf(problems);
  }

  /** The problems: those in the file by line and column, then those of options. */
  public List<Problem> problems() {
    return problems;
  }

  private static String line(Path file, Problem problem) {
    return problem.position().map(at -> file + ":").orElse("") + problem;
  }
}
