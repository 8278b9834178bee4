package org.wavetrain.airflow;

import org.wavetrain.failure.ErrorCode;

/** What can go wrong between this program and an Airflow server. */
public enum AirflowError implements ErrorCode {
  /** The address is missing or is no http(s) address. */
  AIRFLOW_ADDRESS_INVALID,
  /** Neither a user with a password nor a token is given. */
  AIRFLOW_CREDENTIALS_MISSING,
  /** Nothing answers at the address, or not in time. */
  AIRFLOW_UNREACHABLE,
  /** The server does not know the user, the password or the token. */
  AIRFLOW_SIGN_IN_REFUSED,
  /** The user may not do this. */
  AIRFLOW_FORBIDDEN,
  /** The DAG, run, task or backfill does not exist. */
  AIRFLOW_NOT_FOUND,
  /** The server does not accept what was asked for. */
  AIRFLOW_REQUEST_REFUSED,
  /** The server has failed again and again. */
  AIRFLOW_SERVER_FAILED,
  /** Something answers that does not speak Airflow's protocol. */
  AIRFLOW_ANSWER_UNREADABLE
}
