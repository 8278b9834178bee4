package org.wavetrain.ingest;

import org.wavetrain.failure.ErrorCode;

/** Why a single recording is set aside, besides what can be wrong with its audio. */
enum RejectReason implements ErrorCode {
  /** A line or file name that the layout does not allow. */
  LAYOUT_VIOLATED,
  /** Two recordings have the same id. */
  ID_TWICE,
  /** Nothing is left of the text once it is normalised. */
  TEXT_EMPTY,
  /** The text has characters that the pipeline file does not allow. */
  TEXT_CHARACTERS,
  /** The text is longer than the recording's frames can carry. */
  TEXT_LONGER_THAN_AUDIO
}
