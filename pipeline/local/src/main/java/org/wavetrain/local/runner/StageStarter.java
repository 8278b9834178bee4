package org.wavetrain.local.runner;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.stage.HangPatience;
import org.wavetrain.stage.Job;

/** Starts the stages of one run. */
final class StageStarter {
  private final Pipeline pipeline;
  private final StageInputs inputs;
  private final RunSettings settings;
  private final StageJobs jobs;
  private final Path logs;
  private final StageCommand command;

  /**
   * @param logs the folder of the stages' log files
   * @param work the folder that stages work in
   */
  StageStarter(
      Pipeline pipeline,
      StageInputs inputs,
      RunSettings settings,
      String pipelineRunId,
      Path logs,
      Path work) {
    this.pipeline = pipeline;
    this.inputs = inputs;
    this.settings = settings;
    this.jobs = new StageJobs(pipeline, inputs, pipelineRunId);
    this.logs = logs;
    this.command = new StageCommand(settings, work);
  }

  /** Where a stage's log goes. */
  Path log(PlannedStage stage) {
    return logs.resolve(stage.name() + ".log");
  }

  /**
   * @param again whether to make the artifact even though it is published
   * @param existing the artifacts behind the stage's inputs, by stage
   * @param pending the stages that run or will run, this one included
   */
  StartedStage start(
      PlannedStage stage,
      ArtifactKey key,
      boolean again,
      Map<String, Manifest> existing,
      Set<String> pending) {
    Job job = jobs.of(stage, Optional.of(key), inputs.artifacts(stage, existing), again);
    long most = settings.machine().memoryForStagesMebibytes();
    long declared = Math.min(stage.descriptor().memoryMebibytes(), most);
    long started = System.nanoTime();
    Process process =
        command.start(
            job,
            declared,
            threads(stage, pending),
            Redirect.PIPE,
            Redirect.appendTo(log(stage).toFile()));
    // A stage that can still act ends itself, and says why, before that.
    Duration silence = HangPatience.fromEnvironment(settings.environment()).multipliedBy(2);
    return new StartedStage(
        stage.name(), key, new ChildProcess(process, silence), log(stage), started);
  }

  /** The cores are shared out evenly among the stages that may run at the same time. */
  private int threads(PlannedStage stage, Set<String> pending) {
    Set<String> beside = new HashSet<>(pending);
    beside.remove(stage.name());
    beside.removeAll(pipeline.upstreamOf(stage.name()));
    beside.removeAll(pipeline.downstreamOf(stage.name()));
    int sharers = Math.min(settings.maximumParallelStages(), beside.size() + 1);
    return Math.max(1, settings.machine().cores() / sharers);
  }
}
