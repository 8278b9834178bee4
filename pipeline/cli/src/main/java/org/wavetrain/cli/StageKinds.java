package org.wavetrain.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.stage.Stage;

/**
 * The kinds of stages there are.
 *
 * @param stages one of each kind, sorted by kind
 */
record StageKinds(List<Stage> stages) {
  StageKinds {
    stages = List.copyOf(stages);
  }

  /** Those on the class path. */
  static StageKinds installed() {
    return new StageKinds(
        ServiceLoader.load(Stage.class).stream()
            .map(Provider::get)
            .sorted(Comparator.comparing(stage -> stage.descriptor().kind()))
            .toList());
  }

  /** That of a planned stage, which has been checked to be one of these. */
  Stage of(PlannedStage planned) {
    return stages.stream()
        .filter(stage -> stage.descriptor().kind().equals(planned.kind()))
        .findFirst()
        .orElseThrow();
  }

  /** What stages would refuse of their parameters on any machine, by the name of the stage. */
  Map<String, List<ParameterProblem>> contradictions(Pipeline pipeline) {
    Map<String, List<ParameterProblem>> contradictions = new LinkedHashMap<>();
    for (PlannedStage planned : pipeline.stages()) {
      List<ParameterProblem> problems = of(planned).contradictions(planned, pipeline);
      if (!problems.isEmpty()) {
        contradictions.put(planned.name(), problems);
      }
    }
    return contradictions;
  }

  List<StageDescriptor> descriptors() {
    return stages.stream().map(Stage::descriptor).toList();
  }
}
