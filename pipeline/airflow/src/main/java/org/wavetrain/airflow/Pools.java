package org.wavetrain.airflow;

import java.util.List;
import org.wavetrain.airflow.client.api.PoolsApi;
import org.wavetrain.airflow.client.model.PoolBody;

/** The pools of a server. */
public final class Pools {
  private final Requests requests;
  private final PoolsApi api;

  Pools(Requests requests) {
    this.requests = requests;
    this.api = new PoolsApi(requests.client());
  }

  /** All pools. */
  public List<Pool> all() {
    return requests.read(
        "list the pools",
        () -> api.getPools(Airflow.PAGE).getPools().stream().map(Pool::of).toList());
  }

  /** Makes a pool. */
  public Pool create(String name, int slots, String description) {
    return requests.change(
        "make pool " + name,
        () ->
            Pool.of(api.postPool(new PoolBody().name(name).slots(slots).description(description))));
  }

  /** Does away with a pool. */
  public void delete(String name) {
    requests.change(
        "delete pool " + name,
        () -> {
          api.deletePool(name);
          return name;
        });
  }
}
