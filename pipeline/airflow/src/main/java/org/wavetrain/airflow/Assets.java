package org.wavetrain.airflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.airflow.client.api.AssetsApi;
import org.wavetrain.airflow.client.model.AssetResponse;
import org.wavetrain.airflow.client.model.CreateAssetEventsBody;

/** What DAGs make and wait for. */
public final class Assets {
  private final Requests requests;
  private final AssetsApi api;

  Assets(Requests requests) {
    this.requests = requests;
    this.api = new AssetsApi(requests.client());
  }

  /** The number of the asset of a name, if there is one. */
  public Optional<Integer> find(String name) {
    return requests.read(
        "look for asset " + name,
        () ->
            api.getAssets(Airflow.PAGE, name).getAssets().stream()
                .filter(asset -> asset.getName().equals(name))
                .map(AssetResponse::getId)
                .findFirst());
  }

  /** When an asset was made anew, the last time first. */
  public List<AssetEvent> events(int asset, int limit) {
    return requests.read(
        "list the events of asset " + asset,
        () ->
            api.getAssetEvents(limit, List.of("-timestamp"), asset, null).getAssetEvents().stream()
                .map(AssetEvent::of)
                .toList());
  }

  /** Tells that an asset was made anew outside of Airflow: the DAGs that wait for it run. */
  public AssetEvent announce(int asset, Map<String, Object> about) {
    return requests.change(
        "announce asset " + asset,
        () ->
            AssetEvent.of(
                api.createAssetEvent(new CreateAssetEventsBody().assetId(asset).extra(about))));
  }
}
