package org.wavetrain.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.Approval;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers what a run asks. */
@Command(
    name = "approve",
    description = {
      "Lets a run promote that waits for a person's word, or forbids it.",
      "For example: wavetrain airflow approve retraining_my-words"
    },
    mixinStandardHelpOptions = true)
final class AirflowApproveCommand implements Callable<Integer> {
  /** The answers of Airflow's ApprovalOperator. */
  private static final String YES = "Approve";

  private static final String NO = "Reject";

  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "DAG",
      description = "Its name, for example retraining_my-words.")
  private String dag;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "RUN",
      description = "The run's name, or latest (default: the one that asks).")
  private String run;

  @Option(names = "--reject", description = "Say no.")
  private boolean reject;

  @Mixin private JsonOption json;

  AirflowApproveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Airflow airflow = AirflowCommand.server(console);
    for (Approval approval : run == null ? ofTheRunThatAsks(airflow) : ofTheRun(airflow)) {
      airflow.approvals().answer(approval, reject ? NO : YES);
      json.print(console, () -> approval);
      json.words(console)
          .out()
          .printf(
              "%s in run %s: %s%n",
              reject ? "rejected" : "approved", approval.task().run(), approval.subject());
    }
    return ExitCode.DONE.code();
  }

  private List<Approval> ofTheRunThatAsks(Airflow airflow) {
    List<Approval> pending = airflow.approvals().pending(dag);
    List<String> asking = runs(pending);
    if (asking.isEmpty()) {
      // Of a DAG that it does not have, the server says the same.
      airflow.dag(dag);
      throw new UserFailure(
          CommandError.AIRFLOW_NOTHING_ASKED,
          "No run of DAG " + dag + " waits for an answer.",
          "`wavetrain airflow status " + ShellWord.of(dag) + "` shows its runs.");
    }
    if (asking.size() > 1) {
      throw new UserFailure(
          CommandError.AIRFLOW_RUN_AMBIGUOUS,
          "%d runs of DAG %s wait for an answer.".formatted(asking.size(), dag),
          "Name one of them: " + String.join(", ", asking) + ".");
    }
    return pending;
  }

  private List<Approval> ofTheRun(Airflow airflow) {
    DagRun found = AirflowRunArguments.find(airflow, dag, run);
    List<Approval> pending = airflow.approvals().pending(found);
    if (pending.isEmpty()) {
      List<String> others = runs(airflow.approvals().pending(dag));
      throw new UserFailure(
          CommandError.AIRFLOW_NOTHING_ASKED,
          "Run " + found.id() + " of DAG " + dag + " waits for no answer.",
          others.isEmpty()
              ? AirflowFollowOptions.hint(found)
              : "Of its other runs, these wait for one: " + String.join(", ", others) + ".");
    }
    return pending;
  }

  private static List<String> runs(List<Approval> pending) {
    return pending.stream().map(approval -> approval.task().run()).distinct().toList();
  }
}
