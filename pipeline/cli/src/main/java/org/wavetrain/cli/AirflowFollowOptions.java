package org.wavetrain.cli;

import java.time.Duration;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.AirflowError;
import org.wavetrain.airflow.Dag;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.cli.display.ProgressDisplay;
import org.wavetrain.failure.UserFailure;
import picocli.CommandLine.Option;

/** Whether a run that was set going is watched to its end. */
final class AirflowFollowOptions {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Option(names = "--detach", description = "Do not wait for the run; show its name and end.")
  private boolean detach;

  boolean detached() {
    return detach;
  }

  /** Says, where a DAG is paused, what will happen of it before it is watched: nothing. */
  static void tellIfPaused(Console console, Dag dag) {
    if (dag.paused()) {
      console
          .out()
          .printf(
              "%s is paused: what was asked for waits until `%s airflow unpause %s`.%n",
              dag.id(), Launcher.word(), ShellWord.of(dag.id()));
    }
  }

  /**
   * Shows a run until it is over.
   *
   * @throws org.wavetrain.failure.UserFailure {@code AIRFLOW_RUN_FAILED}
   */
  static void follow(Console console, Airflow airflow, DagRun run) throws InterruptedException {
    try (ProgressDisplay display = ProgressDisplay.on(console.out(), console.terminal())) {
      Airflow watched = airflow.telling(display::line);
      FollowedRun followed = new FollowedRun(watched, run, display, console.terminal(), INTERVAL);
      String goesOn = "Run " + run.id() + " goes on; " + hint(run);
      console.interruption().says(() -> tellOnLeaving(console, display, goesOn));
      telling(goesOn, followed::toItsEnd);
    }
  }

  /** Something that is watched to its end. */
  @FunctionalInterface
  interface Watching {
    void toItsEnd() throws InterruptedException;
  }

  /** Adds to a failure of the watching alone that what is watched goes on. */
  static void telling(String goesOn, Watching watching) throws InterruptedException {
    try {
      watching.toItsEnd();
    } catch (UserFailure failure) {
      if (failure.code() instanceof AirflowError) {
        throw new UserFailure(
            failure.code(), failure.getMessage(), failure.remedy() + " " + goesOn, failure);
      }
      throw failure;
    }
  }

  private static void tellOnLeaving(Console console, ProgressDisplay display, String words) {
    display.close();
    console.out().println(words);
    console.out().flush();
  }

  /** How a run that goes on can be watched. */
  static String hint(DagRun run) {
    return "`%s airflow status %s %s` shows how it goes."
        .formatted(Launcher.word(), ShellWord.of(run.dag()), ShellWord.of(run.id()));
  }
}
