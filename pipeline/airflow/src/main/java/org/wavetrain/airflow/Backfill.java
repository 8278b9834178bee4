package org.wavetrain.airflow;

import java.time.Instant;
import java.util.Optional;
import org.wavetrain.airflow.client.model.BackfillResponse;

/**
 * Runs of a DAG for past dates.
 *
 * @param id its number
 * @param dag the DAG's name
 * @param from the first date
 * @param to the last date
 * @param created when it was asked for
 * @param completed when its last run was over
 */
public record Backfill(
    int id, String dag, Instant from, Instant to, Instant created, Optional<Instant> completed) {
  static Backfill of(BackfillResponse response) {
    return new Backfill(
        response.getId(),
        response.getDagId(),
        response.getFromDate().toInstant(),
        response.getToDate().toInstant(),
        response.getCreatedAt().toInstant(),
        Times.instant(response.getCompletedAt()));
  }
}
