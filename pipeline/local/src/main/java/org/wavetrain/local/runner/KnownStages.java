package org.wavetrain.local.runner;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.stage.Stage;

/** All kinds of stages that there are. */
final class KnownStages {
  private final Map<String, Stage> byKind;

  KnownStages(List<Stage> stages) {
    this.byKind =
        stages.stream()
            .collect(Collectors.toUnmodifiableMap(stage -> stage.descriptor().kind(), s -> s));
  }

  /** The stage that a pipeline's is one of. */
  Stage of(PlannedStage planned) {
    return byKind.get(planned.kind());
  }
}
