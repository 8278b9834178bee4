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

/** Answers what a run asks. */
@Command(
    name = "approve",
    description = "Lets a run promote that waits for a person's word, or forbids it.",
    mixinStandardHelpOptions = true)
final class AirflowApproveCommand implements Callable<Integer> {
  /** The answers of Airflow's ApprovalOperator. */
  private static final String YES = "Approve";

  private static final String NO = "Reject";

  private final Console console;

  @Mixin private AirflowRunArguments arguments;

  @Option(names = "--reject", description = "Say no.")
  private boolean reject;

  AirflowApproveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Airflow airflow = AirflowCommand.server(console);
    DagRun run = arguments.find(airflow);
    List<Approval> pending = airflow.approvals().pending(run);
    if (pending.isEmpty()) {
      throw new UserFailure(
          CommandError.AIRFLOW_NOTHING_ASKED,
          "Run " + run.id() + " of DAG " + run.dag() + " waits for no answer.",
          AirflowFollowOptions.hint(run));
    }
    for (Approval approval : pending) {
      airflow.approvals().answer(approval, reject ? NO : YES);
      console.out().println((reject ? "rejected: " : "approved: ") + approval.subject());
    }
    return ExitCode.DONE.code();
  }
}
