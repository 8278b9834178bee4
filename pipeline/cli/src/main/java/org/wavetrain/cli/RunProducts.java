package org.wavetrain.cli;

import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.Registration;
import org.wavetrain.local.runner.RunResult;
import org.wavetrain.local.runner.StageOutcome;

/**
 * The artifacts of a run that tell what came out: those that the pipeline registers, or the last of
 * their kind if it registers nothing.
 *
 * @param evaluation has the metrics; empty if none took part
 * @param export the exported model; empty if none took part
 */
record RunProducts(Optional<ArtifactKey> evaluation, Optional<ArtifactKey> export) {
  static RunProducts of(Pipeline pipeline, RunResult result) {
    Optional<Registration> registration = pipeline.registration();
    return new RunProducts(
        key(registration.map(Registration::evaluation), "evaluate", pipeline, result),
        key(registration.map(Registration::export), "export", pipeline, result));
  }

  private static Optional<ArtifactKey> key(
      Optional<String> registered, String kind, Pipeline pipeline, RunResult result) {
    return registered
        .or(() -> last(kind, pipeline, result))
        .map(result.outcomes()::get)
        .map(StageOutcome::key);
  }

  private static Optional<String> last(String kind, Pipeline pipeline, RunResult result) {
    return pipeline.stages().stream()
        .filter(stage -> stage.kind().equals(kind))
        .map(PlannedStage::name)
        .filter(result.outcomes()::containsKey)
        .reduce((earlier, later) -> later);
  }
}
