package org.wavetrain.http;

import org.wavetrain.failure.ErrorCode;

/** Why something is not served over HTTP. */
public enum HttpError implements ErrorCode {
  /** Others reach the address, and none of them is asked for a token. */
  TOKEN_MISSING,
  /** One machine asks too often. */
  REQUEST_RATE_EXCEEDED,
  /** It is no request of HTTP, or an ambiguous one. */
  REQUEST_MALFORMED,
  /** The server ends, or has failed. */
  SERVER_UNAVAILABLE
}
