package org.wavetrain.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.Approval;
import org.wavetrain.airflow.BrokenFile;
import org.wavetrain.airflow.Dag;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.airflow.Health;
import org.wavetrain.airflow.TaskInstance;
import org.wavetrain.cli.display.Amounts;
import org.wavetrain.cli.display.TextTable;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the DAGs, a DAG's runs, or a run's tasks. */
@Command(
    name = "status",
    description = {
      "Shows the server and its DAGs, the last runs of a DAG, or the tasks of a run.",
      "For example: wavetrain airflow status retraining_my-words latest"
    },
    mixinStandardHelpOptions = true)
final class AirflowStatusCommand implements Callable<Integer> {
  private static final int RUNS_SHOWN = 10;
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  private final Console console;

  @Parameters(index = "0", arity = "0..1", paramLabel = "DAG", description = "Show its last runs.")
  private String dag;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "RUN",
      description = "Show the tasks of this run; latest is the last one.")
  private String run;

  @Mixin private JsonOption json;

  AirflowStatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Airflow airflow = AirflowCommand.server(console);
    if (json.wanted()) {
      json.print(console, shown(airflow));
    } else if (dag == null) {
      showServer(airflow);
    } else if (run == null) {
      showRuns(airflow);
    } else {
      showTasks(airflow, AirflowRunArguments.find(airflow, dag, run));
    }
    return ExitCode.DONE.code();
  }

  private List<?> shown(Airflow airflow) {
    if (dag == null) {
      return List.of(
          new ServerStatus(
              airflow.health(), airflow.dags(AirflowCommand.TAG), airflow.brokenFiles()));
    }
    return run == null
        ? airflow.runs().latest(dag, RUNS_SHOWN)
        : airflow.tasks().of(AirflowRunArguments.find(airflow, dag, run));
  }

  private record ServerStatus(Health health, List<Dag> dags, List<BrokenFile> brokenFiles) {}

  private void showServer(Airflow airflow) {
    Health health = airflow.health();
    TextTable parts = new TextTable("part", "");
    parts.row("database", words(health.database()));
    parts.row("scheduler", words(health.scheduler()));
    parts.row("dag processor", words(health.dagProcessor()));
    parts.row("triggerer", words(health.triggerer()));
    TextTable dags = new TextTable("dag", "", "schedule", "next run");
    for (Dag each : airflow.dags(AirflowCommand.TAG)) {
      dags.row(
          each.id(),
          each.broken() ? "broken" : each.paused() ? "paused" : "active",
          each.schedule().orElse(""),
          each.nextRun().map(MINUTES::format).orElse(""));
    }
    console.out().print("Airflow " + health.version() + "\n\n" + parts + "\n" + dags);
    List<BrokenFile> broken = airflow.brokenFiles();
    if (!broken.isEmpty()) {
      console.out().println("\nfiles that cannot be imported:");
      broken.forEach(
          file -> {
            console.out().println("  " + file.name());
            file.reason().forEach(line -> console.out().println("    " + line));
          });
    }
  }

  private void showRuns(Airflow airflow) {
    TextTable table = new TextTable("run", "state", "began by", "for", "started", "took");
    for (DagRun each : airflow.runs().latest(dag, RUNS_SHOWN)) {
      table.row(
          each.id(),
          each.stateWords(),
          each.type().replace('_', ' '),
          each.logicalDate()
              .map(date -> date.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10))
              .orElse(""),
          each.started().map(MINUTES::format).orElse(""),
          took(each.started(), each.ended()));
    }
    console.out().print(table);
  }

  private void showTasks(Airflow airflow, DagRun shown) {
    TextTable table = new TextTable("task", "state", "attempt", "started", "took");
    for (TaskInstance task : airflow.tasks().of(shown)) {
      table.row(
          task.name(),
          task.stateWords(),
          task.attempt() == 0 ? "" : Integer.toString(task.attempt()),
          task.started().map(MINUTES::format).orElse(""),
          took(task.started(), task.ended()));
    }
    console
        .out()
        .print(shown.dag() + " " + shown.id() + ": " + shown.stateWords() + "\n\n" + table);
    for (Approval approval : airflow.approvals().pending(shown)) {
      console
          .out()
          .printf(
              "%n%s%n  `%s airflow approve %s %s` says yes, with --reject no.%n",
              approval.subject(),
              Launcher.word(),
              ShellWord.of(shown.dag()),
              ShellWord.of(shown.id()));
    }
  }

  private static String words(boolean healthy) {
    return healthy ? "healthy" : "not running";
  }

  private static String took(Optional<Instant> started, Optional<Instant> ended) {
    return started
        .map(from -> Amounts.duration(Duration.between(from, ended.orElseGet(Instant::now))))
        .orElse("");
  }
}
