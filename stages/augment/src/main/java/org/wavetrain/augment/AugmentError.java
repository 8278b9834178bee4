package org.wavetrain.augment;

import org.wavetrain.failure.ErrorCode;

/** Why augment cannot make copies. */
public enum AugmentError implements ErrorCode {
  /** A range is not two numbers, the smaller first. */
  AUGMENT_RANGE_INVALID,
  /** All probabilities are 0. */
  AUGMENT_NO_EFFECT,
  /** The corpus has no utterance to copy. */
  AUGMENT_NOTHING_TO_COPY
}
