package org.wavetrain.local.runner;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.stage.Job;

/**
 * Writes the jobs of a run's stages.
 *
 * @param pipelineRunId the tracking run that the stages' runs belong to
 */
record StageJobs(Pipeline pipeline, StageInputs inputs, String pipelineRunId) {
  /**
   * @param key the artifact to make; empty for the stage to compute it
   * @param artifacts those behind each input that takes artifacts
   * @param again whether to make the artifact even though it is published
   */
  Job of(
      PlannedStage stage,
      Optional<ArtifactKey> key,
      Map<String, List<ArtifactKey>> artifacts,
      boolean again) {
    return new Job(
        stage.kind(),
        stage.name(),
        key,
        stage.parameters(),
        pipeline.seed(),
        artifacts,
        inputs.folders(stage),
        pipeline.name(),
        Optional.of(pipelineRunId),
        stage.name(),
        again,
        Optional.empty(),
        List.of());
  }
}
