package org.wavetrain.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.Backfill;
import org.wavetrain.airflow.Backfills.Again;
import org.wavetrain.airflow.Dag;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a DAG for past dates. */
@Command(
    name = "backfill",
    description = {
      "Runs a DAG for the dates of its schedule in a span of days, each with the recordings of"
          + " its day.",
      "For example: wavetrain airflow backfill retraining_my-words --from 2026-10-01 --to 2026-10-31"
    },
    mixinStandardHelpOptions = true)
final class AirflowBackfillCommand implements Callable<Integer> {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Console console;

  @Parameters(paramLabel = "DAG", description = "Its name, for example retraining_my-words.")
  private String dag;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The first day.")
  private LocalDate from;

  @Option(names = "--to", required = true, paramLabel = "YYYY-MM-DD", description = "The last day.")
  private LocalDate to;

  @Option(
      names = "--again",
      defaultValue = "none",
      description =
          "Which dates that have run are run again: none, failed or completed (default: none).")
  private Again again;

  @Option(
      names = "--at-once",
      defaultValue = "1",
      paramLabel = "N",
      description = "So many runs at a time (default: ${DEFAULT-VALUE}).")
  private int atOnce;

  @Mixin private AirflowFollowOptions following;

  @Mixin private JsonOption json;

  AirflowBackfillCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (to.isBefore(from)) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--to is " + to + ", before --from, which is " + from + ".",
          "Give the first day with --from and the last one with --to.");
    }
    if (atOnce < 1) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--at-once is " + atOnce + ", with which no run would ever begin.",
          "Give 1 or more.");
    }
    Airflow airflow = AirflowCommand.server(console);
    Dag known = airflow.dag(dag);
    if (!known.backfillable()) {
      throw new UserFailure(
          CommandError.AIRFLOW_DAG_WITHOUT_SCHEDULE,
          "DAG " + dag + " has no schedule, and so no dates to run.",
          "Give the pipeline file a schedule under orchestration, or start single runs with"
              + " `wavetrain airflow trigger "
              + ShellWord.of(dag)
              + " --date YYYY-MM-DD`.");
    }
    requireNoOther(airflow);
    Backfill backfill =
        airflow
            .backfills()
            .create(
                dag,
                from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                to.atTime(LocalTime.MAX).toInstant(ZoneOffset.UTC),
                again,
                Map.of(),
                atOnce);
    Console words = json.words(console);
    words.out().println(dag + " is backfilled as number " + backfill.id());
    AirflowFollowOptions.tellIfPaused(words, known);
    if (!following.detached()) {
      String goesOn = "The backfill goes on; " + runsHint();
      console
          .interruption()
          .says(
              () -> {
                words.out().println(goesOn);
                words.out().flush();
              });
      AirflowFollowOptions.telling(
          goesOn, new FollowedBackfill(words, airflow, backfill, INTERVAL)::toItsEnd);
    }
    json.print(console, () -> backfill);
    return ExitCode.DONE.code();
  }

  /** Airflow has one backfill of a DAG at a time. */
  private void requireNoOther(Airflow airflow) {
    for (Backfill last : airflow.backfills().latest(dag, 1)) {
      if (last.completed().isEmpty()) {
        throw new UserFailure(
            CommandError.AIRFLOW_BACKFILL_UNDER_WAY,
            "DAG %s is being backfilled already: number %d, from %s to %s."
                .formatted(dag, last.id(), day(last.from()), day(last.to())),
            "Wait for its end, or cancel it on the DAG's page in Airflow; " + runsHint());
      }
    }
  }

  private String runsHint() {
    return "`" + Launcher.word() + " airflow status " + ShellWord.of(dag) + "` shows its runs.";
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
