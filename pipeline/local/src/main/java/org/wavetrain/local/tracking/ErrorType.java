package org.wavetrain.local.tracking;

/** MLflow's error codes that this server uses, with their HTTP status. */
enum ErrorType {
  INVALID_PARAMETER_VALUE(400),
  BAD_REQUEST(400),
  RESOURCE_ALREADY_EXISTS(400),
  PERMISSION_DENIED(403),
  RESOURCE_DOES_NOT_EXIST(404),
  ENDPOINT_NOT_FOUND(404),
  INTERNAL_ERROR(500),
  INVALID_STATE(500),
  TEMPORARILY_UNAVAILABLE(503),
  /** Not one of those that clients repeat. */
  RESOURCE_LIMIT_EXCEEDED(507);

  private final int status;

  ErrorType(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }
}
