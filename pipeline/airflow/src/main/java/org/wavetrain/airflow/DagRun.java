package org.wavetrain.airflow;

import java.time.Instant;
import java.util.Optional;
import org.wavetrain.airflow.client.model.DAGRunResponse;

/**
 * A run of a DAG.
 *
 * @param dag the DAG's name
 * @param id the run's name, unique within the DAG
 * @param state how far it is
 * @param stateWords the same as Airflow calls it
 * @param type what began it: {@code scheduled}, {@code manual}, {@code backfill}, {@code
 *     asset_triggered}
 * @param logicalDate the date that it is for; runs begun by hand may have none
 * @param queued when it was last told to run
 * @param started when its first task began
 * @param ended when it was over
 */
public record DagRun(
    String dag,
    String id,
    RunState state,
    String stateWords,
    String type,
    Optional<Instant> logicalDate,
    Optional<Instant> queued,
    Optional<Instant> started,
    Optional<Instant> ended) {
  static DagRun of(DAGRunResponse response) {
    return new DagRun(
        response.getDagId(),
        response.getDagRunId(),
        RunState.of(response.getState()),
        response.getState().replace('_', ' '),
        String.valueOf(response.getRunType()),
        Times.instant(response.getLogicalDate()),
        Times.instant(response.getQueuedAt()),
        Times.instant(response.getStartDate()),
        Times.instant(response.getEndDate()));
  }
}
