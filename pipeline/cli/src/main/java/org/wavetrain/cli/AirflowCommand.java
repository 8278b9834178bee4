package org.wavetrain.cli;

import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.AirflowSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be asked of an Airflow server. */
@Command(
    name = "airflow",
    description =
        "Runs pipelines on an Apache Airflow server, which WAVETRAIN_AIRFLOW_URL names, and shows"
            + " how they go.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AirflowStatusCommand.class,
      AirflowTriggerCommand.class,
      AirflowLogsCommand.class,
      AirflowClearCommand.class,
      AirflowBackfillCommand.class,
      AirflowApproveCommand.class,
      AirflowPauseCommand.class,
      AirflowUnpauseCommand.class
    })
final class AirflowCommand implements Runnable {
  /** What all DAGs of Wavetrain are tagged with. */
  static final String TAG = "wavetrain";

  @Spec private CommandSpec spec;

  /** The server that the environment names. */
  static Airflow server(Console console) {
    return Airflow.connect(
        AirflowSettings.fromEnvironment(console.environment()), console.error()::println);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command was given.");
  }
}
