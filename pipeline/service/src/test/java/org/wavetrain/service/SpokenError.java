package org.wavetrain.service;

import org.wavetrain.failure.ErrorCode;

/** What recordings of {@link SpokenNumbers} can have wrong. */
enum SpokenError implements ErrorCode {
  /** It is no number. */
  NO_NUMBER
}
