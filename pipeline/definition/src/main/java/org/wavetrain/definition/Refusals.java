package org.wavetrain.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Says of what stages would refuse where it is written: in an option, or else in the file.
 *
 * @param stages all stages
 * @param overrides parameters from the command line
 */
record Refusals(
    List<WrittenStage> stages, List<ParameterOverride> overrides, ProblemCollector problems) {
  void report(Map<String, List<ParameterProblem>> refused) {
    for (WrittenStage stage : stages) {
      refused.getOrDefault(stage.name(), List.of()).forEach(problem -> report(stage, problem));
    }
  }

  private void report(WrittenStage stage, ParameterProblem problem) {
    String message =
        "stage %s would fail: %s: %s"
            .formatted(
                stage.name(), problem.failure().code().name(), problem.failure().getMessage());
    String remedy = problem.failure().remedy();
    Optional<ParameterOverride> option = option(stage, problem);
    if (option.isPresent()) {
      problems.report(option.get(), message, remedy);
    } else {
      problems.report(place(stage, problem), message, remedy);
    }
  }

  private Optional<ParameterOverride> option(WrittenStage stage, ParameterProblem problem) {
    return problem.parameters().stream()
        .flatMap(
            parameter ->
                overrides.stream()
                    .filter(override -> override.stage().equals(stage.name()))
                    .filter(override -> override.parameter().equals(parameter))
                    .reduce((earlier, later) -> later)
                    .stream())
        .findFirst();
  }

  private static Node place(WrittenStage stage, ParameterProblem problem) {
    return problem.parameters().stream()
        .flatMap(parameter -> stage.written(parameter).stream())
        .findFirst()
        .orElse(stage.nameNode());
  }
}
