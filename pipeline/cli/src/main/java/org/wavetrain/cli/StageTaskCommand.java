package org.wavetrain.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.local.runner.Machine;
import org.wavetrain.local.runner.RunSettings;
import org.wavetrain.local.runner.StageTask;
import org.wavetrain.stage.Job;
import org.wavetrain.stage.StageError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Does the work of one stage in a process of its own. */
@Command(
    name = "stage",
    description = {
      "Does the job in WAVETRAIN_JOB in a process with memory and threads to suit.",
      "For example: WAVETRAIN_JOB=\"$job\" wavetrain task stage"
    },
    mixinStandardHelpOptions = true)
final class StageTaskCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private HomeOption home;

  StageTaskCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LogFile.standardError();
    Job job = job();
    if (EmbeddedServers.areNeeded(System.getenv())) {
      try (TaskServices tasks = TaskServices.open(home.path(), console)) {
        return run(job, tasks.environment());
      }
    }
    return run(job, System.getenv());
  }

  private static Job job() {
    String text = System.getenv().getOrDefault(Job.VARIABLE, "");
    if (text.isBlank()) {
      throw new UserFailure(
          StageError.STAGE_JOB_INVALID,
          "The variable " + Job.VARIABLE + " is not set.",
          "Set it to a job that `wavetrain task begin` printed, with the keys of its inputs.");
    }
    return Job.fromJson(text);
  }

  /** The process tells its result and its failures itself. */
  private int run(Job job, Map<String, String> environment)
      throws IOException, InterruptedException {
    RunSettings settings = new RunSettings(home.path(), environment, Machine.here(), 1);
    return new StageTask(settings, StageKinds.installed().stages())
        .run(job, StageTask.workFolder(environment));
  }
}
