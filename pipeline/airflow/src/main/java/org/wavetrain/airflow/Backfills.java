package org.wavetrain.airflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.wavetrain.airflow.client.api.BackfillsApi;
import org.wavetrain.airflow.client.model.BackfillPostBody;
import org.wavetrain.airflow.client.model.BackfillPostBody.ReprocessBehaviorEnum;

/** Runs of DAGs for past dates. */
public final class Backfills {
  private final Requests requests;
  private final BackfillsApi api;

  Backfills(Requests requests) {
    this.requests = requests;
    this.api = new BackfillsApi(requests.client());
  }

  /** Which dates that have a run already are run again. */
  public enum Again {
    /** None. */
    NONE(ReprocessBehaviorEnum.NONE),
    /** Those that have failed. */
    FAILED(ReprocessBehaviorEnum.FAILED),
    /** Those that have succeeded or failed. */
    COMPLETED(ReprocessBehaviorEnum.COMPLETED);

    private final ReprocessBehaviorEnum behaviour;

    Again(ReprocessBehaviorEnum behaviour) {
      this.behaviour = behaviour;
    }
  }

  /**
   * Begins the runs for the dates of a DAG's schedule from one to another, both included.
   *
   * @param parameters in place of the defaults of the DAG's own
   * @param atOnce how many may run at a time
   */
  public Backfill create(
      String dag,
      Instant from,
      Instant to,
      Again again,
      Map<String, Object> parameters,
      int atOnce) {
    BackfillPostBody body =
        new BackfillPostBody()
            .dagId(dag)
            .fromDate(Times.offset(from))
            .toDate(Times.offset(to))
            .reprocessBehavior(again.behaviour)
            .dagRunConf(parameters)
            .maxActiveRuns(atOnce);
    return requests.change("backfill DAG " + dag, () -> Backfill.of(api.createBackfill(body)));
  }

  /** A backfill by its number. */
  public Backfill get(int id) {
    return requests.read("look for backfill " + id, () -> Backfill.of(api.getBackfill(id)));
  }

  /** The last backfills of a DAG, the newest first. */
  public List<Backfill> latest(String dag, int limit) {
    return requests.read(
        "list the backfills of DAG " + dag,
        () ->
            api.listBackfills(dag, limit, List.of("-id")).getBackfills().stream()
                .map(Backfill::of)
                .toList());
  }

  /** Lets the runs that go on end and begins no more. */
  public Backfill cancel(int id) {
    return requests.change("cancel backfill " + id, () -> Backfill.of(api.cancelBackfill(id)));
  }
}
