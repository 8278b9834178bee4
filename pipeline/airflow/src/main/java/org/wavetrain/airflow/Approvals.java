package org.wavetrain.airflow;

import java.util.List;
import org.wavetrain.airflow.Requests.Page;
import org.wavetrain.airflow.client.api.ApprovalsApi;
import org.wavetrain.airflow.client.model.HITLDetailCollection;
import org.wavetrain.airflow.client.model.UpdateHITLDetailPayload;

/** What runs ask people. */
public final class Approvals {
  /** Stands for all runs, in Airflow's addresses. */
  private static final String ANY_RUN = "~";

  private final Requests requests;
  private final ApprovalsApi api;

  Approvals(Requests requests) {
    this.requests = requests;
    this.api = new ApprovalsApi(requests.client());
  }

  /**
   * The questions of a run that wait for an answer. Those whose tasks have failed for want of one
   * are left out: Airflow would take the answer, and do nothing.
   */
  public List<Approval> pending(DagRun run) {
    return pending(
        "list what run %s of DAG %s asks".formatted(run.id(), run.dag()), run.dag(), run.id());
  }

  /** As above, of all runs of a DAG. */
  public List<Approval> pending(String dag) {
    return pending("list what the runs of DAG %s ask".formatted(dag), dag, ANY_RUN);
  }

  private List<Approval> pending(String purpose, String dag, String run) {
    return requests
        .readAll(
            purpose,
            offset -> {
              HITLDetailCollection page = api.getHitlDetails(dag, run, Airflow.PAGE, offset, false);
              return new Page<>(
                  page.getHitlDetails().stream().map(Approval::of).toList(),
                  page.getTotalEntries());
            })
        .stream()
        .filter(approval -> approval.task().state() == TaskState.AWAITING_INPUT)
        .toList();
  }

  /**
   * Answers a question, in the name of whoever is signed in.
   *
   * @param option one of the question's
   */
  public void answer(Approval approval, String option) {
    TaskInstance task = approval.task();
    requests.change(
        "answer task %s of run %s".formatted(task.name(), task.run()),
        () ->
            api.updateHitlDetail(
                task.dag(),
                task.run(),
                task.task(),
                task.mapIndex(),
                new UpdateHITLDetailPayload().chosenOptions(List.of(option))));
  }
}
