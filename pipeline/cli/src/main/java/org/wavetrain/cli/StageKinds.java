package org.wavetrain.cli;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
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

  List<StageDescriptor> descriptors() {
    return stages.stream().map(Stage::descriptor).toList();
  }
}
