package org.wavetrain.airflow;

import java.util.Optional;
import org.wavetrain.airflow.client.model.BaseInfoResponse;
import org.wavetrain.airflow.client.model.HealthInfoResponse;

/**
 * How the parts of an Airflow installation are.
 *
 * @param version Airflow's own version
 * @param database whether its database answers
 * @param scheduler whether its scheduler has reported lately
 * @param triggerer whether its triggerer has reported lately
 * @param dagProcessor whether its DAG processor has reported lately
 */
public record Health(
    String version, boolean database, boolean scheduler, boolean triggerer, boolean dagProcessor) {
  static Health of(String version, HealthInfoResponse response) {
    return new Health(
        version,
        healthy(response.getMetadatabase()),
        healthy(response.getScheduler()),
        healthy(response.getTriggerer()),
        healthy(response.getDagProcessor()));
  }

  private static boolean healthy(BaseInfoResponse part) {
    return Optional.ofNullable(part)
        .map(BaseInfoResponse::getStatus)
        .filter("healthy"::equals)
        .isPresent();
  }
}
