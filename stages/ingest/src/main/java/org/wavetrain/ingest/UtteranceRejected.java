package org.wavetrain.ingest;

import org.wavetrain.failure.ErrorCode;

/** Thrown for a recording that is set aside; the message is one sentence. */
final class UtteranceRejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode reason;

  UtteranceRejected(ErrorCode reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  ErrorCode reason() {
    return reason;
  }
}
