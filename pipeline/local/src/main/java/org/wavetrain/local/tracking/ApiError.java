package org.wavetrain.local.tracking;

/** An answer that tells the client why its request was not done. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorType type;

  ApiError(ErrorType type, String message) {
    super(message);
    this.type = type;
  }

  static ApiError invalid(String message) {
    return new ApiError(ErrorType.INVALID_PARAMETER_VALUE, message);
  }

  static ApiError missing(String message) {
    return new ApiError(ErrorType.RESOURCE_DOES_NOT_EXIST, message);
  }

  static ApiError exists(String message) {
    return new ApiError(ErrorType.RESOURCE_ALREADY_EXISTS, message);
  }

  ErrorType type() {
    return type;
  }
}
