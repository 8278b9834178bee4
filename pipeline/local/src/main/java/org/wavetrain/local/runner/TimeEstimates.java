package org.wavetrain.local.runner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.stage.Stage;

/**
 * Guesses how long stages take: as long as the last stage of the kind did, scaled by what the
 * stage's own rough estimate makes of the change in parameters; that estimate itself if there was
 * none.
 */
final class TimeEstimates {
  private final Map<String, Stage> stages;

  TimeEstimates(List<Stage> stages) {
    this.stages =
        stages.stream()
            .collect(Collectors.toUnmodifiableMap(stage -> stage.descriptor().kind(), s -> s));
  }

  /**
   * @param earlier artifacts of the same kind of stage, the newest first
   */
  Duration of(PlannedStage planned, List<Manifest> earlier) {
    Stage stage = stages.get(planned.kind());
    Duration rough = stage.roughEstimate(planned.parameters());
    Map<String, Object> now = planned.parameters().asMap();
    return earlier.stream()
        .filter(manifest -> MissReason.parameters(manifest).keySet().equals(now.keySet()))
        .findFirst()
        .map(manifest -> scaled(manifest, stage, planned.parameters(), rough))
        .orElse(rough);
  }

  private static Duration scaled(
      Manifest manifest, Stage stage, Parameters parameters, Duration rough) {
    Map<String, Object> before = MissReason.parameters(manifest);
    // Canonical JSON drops the fraction of whole numbers; the stage wants the type it declared.
    parameters
        .asMap()
        .forEach(
            (name, value) -> {
              if (value instanceof Double && before.get(name) instanceof Number number) {
                before.put(name, number.doubleValue());
              }
            });
    Duration roughBefore = stage.roughEstimate(new Parameters(before));
    if (roughBefore.isZero()) {
      return manifest.elapsed();
    }
    double ratio = (double) rough.toMillis() / roughBefore.toMillis();
    return Duration.ofMillis(Math.round(manifest.elapsed().toMillis() * ratio));
  }
}
