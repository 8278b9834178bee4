/**
 * What Wavetrain asks of an Apache Airflow server, version 3, over its REST API: {@link
 * org.wavetrain.airflow.Airflow} and the records that it gives. The requests themselves are made by
 * code that is generated from {@code src/main/openapi/airflow.yaml}.
 */
package org.wavetrain.airflow;
