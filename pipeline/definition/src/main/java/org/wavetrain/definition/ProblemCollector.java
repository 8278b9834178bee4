package org.wavetrain.definition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Gathers what is wrong with one pipeline file and the options given with it. */
final class ProblemCollector implements Reporter {
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(
          problem -> problem.position().orElse(new Position(Integer.MAX_VALUE, 0)),
          Comparator.comparingInt(Position::line).thenComparingInt(Position::column));

  private final Path file;
  private final List<Problem> problems = new ArrayList<>();

  ProblemCollector(Path file) {
    this.file = file;
  }

  @Override
  public void report(Optional<Mark> place, String message, String remedy) {
    Optional<Position> position =
        place.map(mark -> new Position(mark.getLine() + 1, mark.getColumn() + 1));
    problems.add(new Problem(position, message, remedy));
  }

  /** A reporter of what is wrong with an option. */
  Reporter of(CommandLineOverride override) {
    return (place, message, remedy) -> report(override, message, remedy);
  }

  void report(CommandLineOverride override, String message, String remedy) {
    problems.add(new Problem(Optional.empty(), override.option() + ": " + message, remedy));
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  PipelineProblems toException() {
    return new PipelineProblems(file, problems.stream().sorted(BY_PLACE).toList());
  }
}
