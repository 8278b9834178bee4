package org.wavetrain.cli;

import java.util.List;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.failure.UserFailure;
import picocli.CommandLine.Parameters;

/** The arguments that name a run of a DAG. */
final class AirflowRunArguments {
  /** Stands for the run that was begun last. */
  private static final String LATEST = "latest";

  @Parameters(
      index = "0",
      paramLabel = "DAG",
      description = "Its name, for example retraining_my-words.")
  private String dag;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = LATEST,
      description = "The run's name (default: ${DEFAULT-VALUE}).")
  private String run;

  String dag() {
    return dag;
  }

  /** The run, looked up. */
  DagRun find(Airflow airflow) {
    return find(airflow, dag, run);
  }

  /** The run of a name, which may be that of the last one. */
  static DagRun find(Airflow airflow, String dag, String run) {
    if (!run.equals(LATEST)) {
      return airflow.runs().get(dag, run);
    }
    List<DagRun> runs = airflow.runs().latest(dag, 1);
    if (runs.isEmpty()) {
      throw new UserFailure(
          CommandError.AIRFLOW_RUN_MISSING,
          "DAG " + dag + " has not run yet.",
          "Start a run with `wavetrain airflow trigger " + ShellWord.of(dag) + "`.");
    }
    return runs.get(0);
  }
}
