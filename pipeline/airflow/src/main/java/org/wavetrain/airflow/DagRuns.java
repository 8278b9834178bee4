package org.wavetrain.airflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.airflow.client.api.DagRunsApi;
import org.wavetrain.airflow.client.model.DAGRunPatchBody;
import org.wavetrain.airflow.client.model.DAGRunPatchBody.StateEnum;
import org.wavetrain.airflow.client.model.TriggerDAGRunPostBody;

/** The runs of DAGs. */
public final class DagRuns {
  private final Requests requests;
  private final DagRunsApi api;

  DagRuns(Requests requests) {
    this.requests = requests;
    this.api = new DagRunsApi(requests.client());
  }

  /**
   * Begins a run.
   *
   * @param logicalDate the date that it is for; a DAG has one run of a date at most
   * @param parameters in place of the defaults of the DAG's own
   */
  public DagRun trigger(String dag, Optional<Instant> logicalDate, Map<String, Object> parameters) {
    TriggerDAGRunPostBody body =
        new TriggerDAGRunPostBody()
            .logicalDate(logicalDate.map(Times::offset).orElse(null))
            .conf(parameters);
    return requests.change(
        "start a run of DAG " + dag, () -> DagRun.of(api.triggerDagRun(dag, body)));
  }

  /** A run by its name. */
  public DagRun get(String dag, String id) {
    return requests.read(
        "look for run %s of DAG %s".formatted(id, dag), () -> DagRun.of(api.getDagRun(dag, id)));
  }

  /** The last runs of a DAG, the newest first. */
  public List<DagRun> latest(String dag, int limit) {
    return list(
        dag,
        DagRunsApi.APIGetDagRunsRequest.newBuilder()
            .dagId(dag)
            .limit(limit)
            .orderBy(List.of("-run_after"))
            .build());
  }

  /** The runs that a backfill has made or will make anew, by date. */
  public List<DagRun> ofBackfill(Backfill backfill) {
    return list(
        backfill.dag(),
        DagRunsApi.APIGetDagRunsRequest.newBuilder()
            .dagId(backfill.dag())
            .limit(Airflow.PAGE)
            .orderBy(List.of("logical_date"))
            .logicalDateGte(Times.offset(backfill.from()))
            .logicalDateLte(Times.offset(backfill.to()))
            .runType(List.of("backfill"))
            .build());
  }

  /** Ends a run as failed: its tasks are stopped. */
  public DagRun end(DagRun run) {
    return requests.change(
        "end run %s of DAG %s".formatted(run.id(), run.dag()),
        () ->
            DagRun.of(
                api.patchDagRun(
                    run.dag(), run.id(), new DAGRunPatchBody().state(StateEnum.FAILED))));
  }

  private List<DagRun> list(String dag, DagRunsApi.APIGetDagRunsRequest request) {
    return requests.read(
        "list the runs of DAG " + dag,
        () -> api.getDagRuns(request).getDagRuns().stream().map(DagRun::of).toList());
  }
}
