package org.wavetrain.airflow;

import org.wavetrain.airflow.client.model.PoolResponse;

/**
 * So many places for tasks that need the same scarce thing, such as a kind of card.
 *
 * @param name its name
 * @param slots how many places there are
 */
public record Pool(String name, int slots) {
  static Pool of(PoolResponse response) {
    return new Pool(response.getName(), response.getSlots());
  }
}
