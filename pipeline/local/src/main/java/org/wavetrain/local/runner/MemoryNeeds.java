package org.wavetrain.local.runner;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.stage.Stage;

/** What stages need of the machine's memory with the parameters that they have. */
final class MemoryNeeds {
  private final Map<String, Stage> stages;

  MemoryNeeds(List<Stage> stages) {
    this.stages =
        stages.stream()
            .collect(Collectors.toUnmodifiableMap(stage -> stage.descriptor().kind(), s -> s));
  }

  long mebibytes(PlannedStage planned) {
    return stages.get(planned.kind()).memoryMebibytes(planned.parameters());
  }
}
