package org.wavetrain.tracking;

import org.wavetrain.failure.ErrorCode;

/** What can go wrong between this program and the tracking server. */
public enum TrackingError implements ErrorCode {
  /** {@code MLFLOW_TRACKING_URI} is missing or is no http(s) address. */
  TRACKING_URI_INVALID,
  /** Nothing answers at the address, or not in time. */
  TRACKING_UNREACHABLE,
  /** The server does not accept the host name it was called by. */
  TRACKING_HOST_REFUSED,
  /** The server wants other credentials. */
  TRACKING_ACCESS_REFUSED,
  /** The run, experiment, model or version does not exist. */
  TRACKING_NOT_FOUND,
  /** The server does not accept what was sent. */
  TRACKING_REQUEST_REFUSED,
  /** It is not certain that this process alone logs to the run. */
  TRACKING_HELD_BACK,
  /** The server has failed again and again. */
  TRACKING_SERVER_FAILED,
  /** Something answers that does not speak MLflow's protocol. */
  TRACKING_ANSWER_UNREADABLE;

  @Override
  public boolean mayPass() {
    return switch (this) {
      // Unreadable is what a gateway says in place of a server that is away.
      case TRACKING_UNREACHABLE,
          TRACKING_HELD_BACK,
          TRACKING_SERVER_FAILED,
          TRACKING_ANSWER_UNREADABLE ->
          true;
      default -> false;
    };
  }
}
