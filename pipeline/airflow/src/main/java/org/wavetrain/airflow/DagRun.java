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
 * @param type what began it: {@code scheduled}, {@code manual}, {@code backfill}, {@code
 *     asset_triggered}
 * @param logicalDate the date that it is for; runs begun by hand may have none
 * @param started when its first task began
 * @param ended when it was over
 */
public record DagRun(
    String dag,
    String id,
    RunState state,
    String type,
    Optional<Instant> logicalDate,
    Optional<Instant> started,
    Optional<Instant> ended) {
  static DagRun of(DAGRunResponse response) {
    return new DagRun(
        response.getDagId(),
        response.getDagRunId(),
        RunState.of(response.getState()),
        String.valueOf(response.getRunType()),
        Times.instant(response.getLogicalDate()),
        Times.instant(response.getStartDate()),
        Times.instant(response.getEndDate()));
  }
}
