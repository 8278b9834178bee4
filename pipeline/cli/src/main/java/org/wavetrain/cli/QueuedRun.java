package org.wavetrain.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.airflow.RunState;

/** A run that waits for its turn. */
final class QueuedRun {
  private static final String BACKFILL = "backfill";

  private QueuedRun() {}

  /** Says which runs a run waits for; empty if it has begun, or none is before it. */
  static Optional<String> waitsFor(Airflow airflow, DagRun run) {
    if (run.state() != RunState.QUEUED) {
      return Optional.empty();
    }
    String before =
        airflow.runs().running(run.dag()).stream()
            .filter(other -> isBefore(other, run))
            .map(other -> "run " + other.id() + " is under way" + asks(airflow, other))
            .collect(Collectors.joining("; "));
    return before.isEmpty()
        ? Optional.empty()
        : Optional.of("Run " + run.id() + " waits: " + before + ".");
  }

  /** Airflow counts the runs of backfills apart from the others. */
  private static boolean isBefore(DagRun other, DagRun run) {
    return !other.id().equals(run.id())
        && other.type().equals(BACKFILL) == run.type().equals(BACKFILL);
  }

  private static String asks(Airflow airflow, DagRun run) {
    return airflow.approvals().pending(run).isEmpty()
        ? ""
        : " and waits for a person: `%s airflow approve %s %s`"
            .formatted(Launcher.word(), ShellWord.of(run.dag()), ShellWord.of(run.id()));
  }
}
