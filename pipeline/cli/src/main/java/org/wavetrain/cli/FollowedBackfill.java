package org.wavetrain.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.Backfill;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.airflow.RunState;
import org.wavetrain.failure.UserFailure;

/** A backfill that is watched: a line for each of its runs. */
final class FollowedBackfill {
  private final Console console;
  private final Airflow airflow;
  private final Duration interval;
  private final Map<String, String> shown = new LinkedHashMap<>();
  private Backfill backfill;

  /**
   * @param interval between two looks
   */
  FollowedBackfill(Console console, Airflow airflow, Backfill backfill, Duration interval) {
    this.console = console;
    this.airflow = airflow;
    this.backfill = backfill;
    this.interval = interval;
  }

  /**
   * Shows how its runs go until all are over. When this is interrupted they go on.
   *
   * @throws UserFailure {@code AIRFLOW_RUN_FAILED}
   */
  void toItsEnd() throws InterruptedException {
    while (true) {
      // The backfill first: when it is complete, its runs are over.
      backfill = airflow.backfills().get(backfill.id());
      List<DagRun> runs = airflow.runs().ofBackfill(backfill);
      runs.forEach(this::show);
      if (backfill.completed().isPresent() && runs.stream().allMatch(run -> run.state().isOver())) {
        if (runs.isEmpty()) {
          console
              .out()
              .println("All of its dates had a run; --again failed or completed runs them again.");
        }
        requireSuccess(runs);
        return;
      }
      TimeUnit.MILLISECONDS.sleep(interval.toMillis());
    }
  }

  private void show(DagRun run) {
    if (!run.stateWords().equals(shown.put(run.id(), run.stateWords()))) {
      console.out().println(run.id() + "  " + run.stateWords());
    }
  }

  private static void requireSuccess(List<DagRun> runs) {
    List<String> failed = new ArrayList<>();
    runs.stream()
        .filter(run -> run.state() == RunState.FAILED)
        .forEach(run -> failed.add(run.id()));
    if (!failed.isEmpty()) {
      throw new UserFailure(
          CommandError.AIRFLOW_RUN_FAILED,
          "%d of %d runs failed: %s."
              .formatted(failed.size(), runs.size(), String.join(", ", failed)),
          "`wavetrain airflow status %s RUN` shows the tasks of one, `wavetrain airflow clear %s RUN --failed` does them again."
              .formatted(ShellWord.of(runs.get(0).dag()), ShellWord.of(runs.get(0).dag())));
    }
  }
}
