package org.wavetrain.cli;

import java.util.concurrent.Callable;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a DAG begin runs again. */
@Command(
    name = "unpause",
    description = {
      "Lets a DAG begin runs again, by its schedule and by hand.",
      "For example: wavetrain airflow unpause retraining_my-words"
    },
    mixinStandardHelpOptions = true)
final class AirflowUnpauseCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DAG", description = "Its name, for example retraining_my-words.")
  private String dag;

  @Mixin private JsonOption json;

  AirflowUnpauseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Airflow airflow = AirflowCommand.server(console);
    airflow.pause(dag, false);
    json.print(console, () -> airflow.dag(dag));
    json.words(console).out().println(dag + " may run again, by its schedule and by hand.");
    return ExitCode.DONE.code();
  }
}
