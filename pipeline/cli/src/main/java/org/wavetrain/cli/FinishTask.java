package org.wavetrain.cli;

import java.util.concurrent.Callable;
import org.wavetrain.tracking.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends a run that was begun. */
@Command(
    name = "finish",
    description = {
      "Ends a run and writes its report beside it.",
      "For example: wavetrain task finish --begun \"$begun\" --artifacts \"$artifacts\""
    },
    mixinStandardHelpOptions = true)
final class FinishTask implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--begun",
      required = true,
      paramLabel = "JSON",
      description = "What begin printed.")
  private String begun;

  @Option(
      names = "--artifacts",
      required = true,
      paramLabel = "JSON",
      description = "The keys of the artifacts that the run made, by stage.")
  private String artifacts;

  @Option(names = "--status", required = true, description = "finished, or failed if a stage did.")
  private Status status;

  @Mixin private HomeOption home;

  FinishTask(Console console) {
    this.console = console;
  }

  /** How the run ended. */
  enum Status {
    FINISHED,
    FAILED
  }

  @Override
  public Integer call() throws Exception {
    LogFile.standardError();
    return new TaskOutput(console, System.getenv()).of(this::finish);
  }

  private String finish() throws Exception {
    TaskArguments.Progressed run =
        new TaskArguments.Progressed(
            TaskArguments.begun(begun), TaskArguments.artifacts(artifacts));
    try (TaskServices tasks = TaskServices.open(home.path(), console)) {
      return new OrchestratedEnd(tasks.services())
          .of(run, status == Status.FINISHED ? RunStatus.FINISHED : RunStatus.FAILED);
    }
  }
}
