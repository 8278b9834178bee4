package org.wavetrain.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that holds those for orchestrators. */
@Command(
    name = "task",
    description = {
      "For orchestrators such as Airflow: the steps of a run, each a command.",
      "The result is one JSON object on the last line of standard output."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BeginTask.class,
      StageTaskCommand.class,
      GateTask.class,
      PromoteTask.class,
      RollbackTask.class,
      FinishTask.class,
      CompareTask.class
    })
final class TaskCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No task was given.");
  }
}
