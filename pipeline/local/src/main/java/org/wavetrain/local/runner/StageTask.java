package org.wavetrain.local.runner;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.Job;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageError;
import org.wavetrain.stage.StopSignals;
import org.wavetrain.stage.WorkDirectory;

/**
 * One stage as a task of an orchestrator on this machine: a process of its own, as the runner would
 * start it if nothing ran beside it, which says what it says to whoever reads this process.
 */
public final class StageTask {
  private final RunSettings settings;
  private final List<Stage> stages;

  /**
   * @param stages all kinds of stages that there are
   */
  public StageTask(RunSettings settings, List<Stage> stages) {
    this.settings = settings;
    this.stages = stages;
  }

  /**
   * Runs it to its end. A signal to stop is passed on.
   *
   * @param work the folder that the stage works in
   * @return the exit code
   */
  public int run(Job job, Path work) throws InterruptedException {
    return run(job, work, Redirect.INHERIT);
  }

  /**
   * As {@link #run(Job, Path)}, but it says what it says elsewhere.
   *
   * @param output where its standard output and its standard error go
   */
  public int run(Job job, Path work, Redirect output) throws InterruptedException {
    Machine machine = settings.machine();
    long declared = stage(job).descriptor().memoryMebibytes();
    Process process =
        new StageCommand(settings, work)
            .start(
                job,
                Math.min(declared, machine.memoryForStagesMebibytes()),
                machine.cores(),
                output,
                output);
    StopSignals.watch(() -> process.toHandle().destroy());
    return process.waitFor();
  }

  /** The folder that the environment names for work, or else the system's for temporary files. */
  public static Path workFolder(Map<String, String> environment) {
    return WorkDirectory.root(environment);
  }

  private Stage stage(Job job) {
    return stages.stream()
        .filter(stage -> stage.descriptor().kind().equals(job.kind()))
        .findFirst()
        .orElseThrow(
            () ->
                new UserFailure(
                    StageError.STAGE_KIND_UNKNOWN,
                    "There is no stage of the kind " + job.kind() + ".",
                    "Use a version of Wavetrain that has this stage."));
  }
}
