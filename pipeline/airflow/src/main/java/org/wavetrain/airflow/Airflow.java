package org.wavetrain.airflow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.wavetrain.airflow.Requests.Page;
import org.wavetrain.airflow.client.api.DagsApi;
import org.wavetrain.airflow.client.api.MonitorApi;
import org.wavetrain.airflow.client.model.DAGCollectionResponse;
import org.wavetrain.airflow.client.model.DAGPatchBody;

/**
 * An Apache Airflow server. Every method fails with a {@link org.wavetrain.failure.UserFailure} of
 * an {@link AirflowError}. Requests that may be made twice wait out a server that is away for a
 * while, so that a run can be followed over a restart. Safe for use by several threads.
 */
public final class Airflow {
  /** How many entries are asked for at once; the server may give fewer. */
  static final int PAGE = 100;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Requests requests;
  private final DagsApi dags;
  private final MonitorApi monitor;

  private Airflow(Requests requests) {
    this.requests = requests;
    this.dags = new DagsApi(requests.client());
    this.monitor = new MonitorApi(requests.client());
  }

  /**
   * Prepares to talk to the server; nothing is sent yet.
   *
   * @param notices is told, in a sentence, when the server is waited for
   */
  public static Airflow connect(AirflowSettings settings, Consumer<String> notices) {
    return connect(settings, PATIENCE, notices);
  }

  /**
   * As above, for who would rather know soon that the server is away.
   *
   * @param patience how long it is waited for
   */
  public static Airflow connect(
      AirflowSettings settings, Duration patience, Consumer<String> notices) {
    return new Airflow(new Requests(settings, patience, notices));
  }

  /** The same server; that it is waited for is told to others. */
  public Airflow telling(Consumer<String> others) {
    return new Airflow(requests.telling(others));
  }

  /** How the server's parts are. */
  public Health health() {
    return requests.read(
        "tell how it is", () -> Health.of(monitor.getVersion().getVersion(), monitor.getHealth()));
  }

  /** The DAG files that cannot be imported. */
  public List<BrokenFile> brokenFiles() {
    return requests.read(
        "list the files that cannot be imported",
        () ->
            monitor.getImportErrors(PAGE).getImportErrors().stream().map(BrokenFile::of).toList());
  }

  /** The DAGs with a tag, by name. */
  public List<Dag> dags(String tag) {
    return requests.readAll(
        "list the DAGs",
        offset -> {
          DAGCollectionResponse page = dags.getDags(PAGE, offset, List.of(tag));
          return new Page<>(page.getDags().stream().map(Dag::of).toList(), page.getTotalEntries());
        });
  }

  /** A DAG by its name. */
  public Dag dag(String id) {
    return requests.read("look for DAG " + id, () -> Dag.of(dags.getDag(id)));
  }

  /** The names of what a run of a DAG can be given. Airflow takes others too, and does nothing. */
  public Set<String> parameters(String dag) {
    return requests.read(
        "look for the parameters of DAG " + dag,
        () ->
            Optional.ofNullable(dags.getDagDetails(dag).getParams())
                .map(Map::keySet)
                .map(Set::copyOf)
                .orElse(Set.of()));
  }

  /** Stops a DAG from running, or lets it run again; runs that go on are left alone. */
  public Dag pause(String id, boolean paused) {
    return requests.change(
        (paused ? "pause" : "unpause") + " DAG " + id,
        () -> Dag.of(dags.patchDag(id, new DAGPatchBody().isPaused(paused))));
  }

  public DagRuns runs() {
    return new DagRuns(requests);
  }

  public TaskInstances tasks() {
    return new TaskInstances(requests);
  }

  public Backfills backfills() {
    return new Backfills(requests);
  }

  public Approvals approvals() {
    return new Approvals(requests);
  }

  public Assets assets() {
    return new Assets(requests);
  }

  public Pools pools() {
    return new Pools(requests);
  }
}
