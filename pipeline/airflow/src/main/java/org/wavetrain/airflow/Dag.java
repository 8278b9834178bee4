package org.wavetrain.airflow;

import java.time.Instant;
import java.util.Optional;
import org.wavetrain.airflow.client.model.DAGResponse;

/**
 * A DAG as the server knows it.
 *
 * @param id its name
 * @param paused whether no run of it begins
 * @param backfillable whether it has a schedule that past dates can be run of
 * @param broken whether its file could not be imported the last time
 * @param schedule when it runs, in words
 * @param nextRun when it will run next
 */
public record Dag(
    String id,
    boolean paused,
    boolean backfillable,
    boolean broken,
    Optional<String> schedule,
    Optional<Instant> nextRun) {
  static Dag of(DAGResponse response) {
    return new Dag(
        response.getDagId(),
        response.getIsPaused(),
        Boolean.TRUE.equals(response.getIsBackfillable()),
        Boolean.TRUE.equals(response.getHasImportErrors()),
        Optional.ofNullable(response.getTimetableDescription()),
        Times.instant(response.getNextDagrunRunAfter()));
  }
}
