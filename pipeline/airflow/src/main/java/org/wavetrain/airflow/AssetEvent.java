package org.wavetrain.airflow;

import java.time.Instant;
import org.wavetrain.airflow.client.model.AssetEventResponse;

/**
 * An asset was made anew.
 *
 * @param asset the asset's name
 * @param time when
 */
public record AssetEvent(String asset, Instant time) {
  static AssetEvent of(AssetEventResponse response) {
    return new AssetEvent(String.valueOf(response.getName()), response.getTimestamp().toInstant());
  }
}
