package org.wavetrain.service;

import org.wavetrain.failure.ErrorCode;

/** Why the service does not answer a request; the status of HTTP belongs to each. */
public enum ServiceError implements ErrorCode {
  /** The request has no recording, or one part too many. */
  REQUEST_INVALID(400),
  /** The format that is asked for does not exist, or not for this task. */
  REQUEST_FORMAT_UNKNOWN(400),
  /** The address has a parameter that does not exist. */
  REQUEST_PARAMETER_UNKNOWN(400),
  /** The token is missing or wrong. */
  REQUEST_UNAUTHORISED(401),
  /** A page of another address asks, shown by a browser. */
  REQUEST_PAGE_FOREIGN(403),
  /** There is nothing at this path, or the model cannot do this. */
  REQUEST_PATH_UNKNOWN(404),
  /** The path is asked with another method. */
  REQUEST_METHOD_WRONG(405),
  /** The body is larger than the limit. */
  REQUEST_TOO_LARGE(413),
  /** It is asked for by a name that it does not answer to. */
  REQUEST_HOST_UNKNOWN(421),
  /** As many requests as may be under way are under way. */
  SERVICE_BUSY(429),
  /** The service is at fault. */
  SERVICE_FAILED(500),
  /** The answer did not come in time. */
  REQUEST_OUT_OF_TIME(504),
  /** The address cannot be listened at. */
  SERVICE_ADDRESS_UNUSABLE(0);

  private final int status;

  ServiceError(int status) {
    this.status = status;
  }

  /** The status of HTTP; 0 for what no request is told. */
  int status() {
    return status;
  }
}
