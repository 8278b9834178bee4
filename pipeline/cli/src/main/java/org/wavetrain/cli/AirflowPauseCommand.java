package org.wavetrain.cli;

import java.util.concurrent.Callable;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stops a DAG from beginning runs. */
@Command(
    name = "pause",
    description = {
      "Begins no more runs of a DAG; those that go on are left alone.",
      "For example: wavetrain airflow pause retraining_my-words"
    },
    mixinStandardHelpOptions = true)
final class AirflowPauseCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DAG", description = "Its name, for example retraining_my-words.")
  private String dag;

  @Mixin private JsonOption json;

  AirflowPauseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Airflow airflow = AirflowCommand.server(console);
    airflow.pause(dag, true);
    json.print(console, () -> airflow.dag(dag));
    json.words(console).out().println(dag + " is paused: it begins no runs.");
    return ExitCode.DONE.code();
  }
}
