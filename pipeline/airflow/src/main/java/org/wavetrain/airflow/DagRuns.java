package org.wavetrain.airflow;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wavetrain.airflow.Requests.Page;
import org.wavetrain.airflow.client.api.DagRunsApi;
import org.wavetrain.airflow.client.model.DAGRunCollectionResponse;
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
   * Begins a run, and one alone, however often the server has to be asked.
   *
   * @param logicalDate the date that it is for; a DAG has one run of a date at most
   * @param parameters in place of the defaults of the DAG's own
   */
  public DagRun trigger(String dag, Optional<Instant> logicalDate, Map<String, Object> parameters) {
    String id = newId();
    TriggerDAGRunPostBody body =
        new TriggerDAGRunPostBody()
            .dagRunId(id)
            .logicalDate(logicalDate.map(Times::offset).orElse(null))
            .conf(parameters);
    return requests.create(
        "start run %s of DAG %s".formatted(id, dag),
        () -> DagRun.of(api.triggerDagRun(dag, body)),
        () -> DagRun.of(api.getDagRun(dag, id)));
  }

  /** A run by its name. */
  public DagRun get(String dag, String id) {
    return requests.read(
        "look for run %s of DAG %s".formatted(id, dag), () -> DagRun.of(api.getDagRun(dag, id)));
  }

  /** The last runs of a DAG, the newest first. */
  public List<DagRun> latest(String dag, int limit) {
    DagRunsApi.APIGetDagRunsRequest request =
        DagRunsApi.APIGetDagRunsRequest.newBuilder()
            .dagId(dag)
            .limit(limit)
            .orderBy(List.of("-run_after"))
            .build();
    return requests.read(
        "list the runs of DAG " + dag,
        () -> api.getDagRuns(request).getDagRuns().stream().map(DagRun::of).toList());
  }

  /** The runs of a DAG that have begun and are not over. */
  public List<DagRun> running(String dag) {
    DagRunsApi.APIGetDagRunsRequest request =
        DagRunsApi.APIGetDagRunsRequest.newBuilder()
            .dagId(dag)
            .limit(Airflow.PAGE)
            .state(List.of("running"))
            .build();
    return requests.read(
        "list the runs of DAG " + dag + " that are under way",
        () -> api.getDagRuns(request).getDagRuns().stream().map(DagRun::of).toList());
  }

  /** The runs that a backfill has made or makes anew, by date. */
  public List<DagRun> ofBackfill(Backfill backfill) {
    return requests
        .readAll(
            "list the runs of backfill %d of DAG %s".formatted(backfill.id(), backfill.dag()),
            offset -> {
              DAGRunCollectionResponse page = api.getDagRuns(ofBackfills(backfill, offset));
              return new Page<>(
                  page.getDagRuns().stream().map(DagRun::of).toList(), page.getTotalEntries());
            })
        .stream()
        // Airflow does not say which backfill a run is of: the others were queued before this one.
        .filter(run -> run.queued().filter(time -> !time.isBefore(backfill.created())).isPresent())
        .toList();
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

  /** Asks for the runs of all backfills of these dates. */
  private static DagRunsApi.APIGetDagRunsRequest ofBackfills(Backfill backfill, int offset) {
    return DagRunsApi.APIGetDagRunsRequest.newBuilder()
        .dagId(backfill.dag())
        .limit(Airflow.PAGE)
        .offset(offset)
        .orderBy(List.of("logical_date"))
        .logicalDateGte(Times.offset(backfill.from()))
        .logicalDateLte(Times.offset(backfill.to()))
        .runType(List.of("backfill"))
        .build();
  }

  /** As Airflow names runs that are begun by hand. */
  private static String newId() {
    return "manual__%s_%s"
        .formatted(
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            UUID.randomUUID().toString().substring(0, 8));
  }
}
