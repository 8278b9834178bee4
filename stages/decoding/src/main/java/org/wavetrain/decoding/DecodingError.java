package org.wavetrain.decoding;

import org.wavetrain.failure.ErrorCode;

/** What can be wrong with what a transcription is decoded with. */
public enum DecodingError implements ErrorCode {
  /** The language model's file is missing or cannot be read. */
  LANGUAGE_MODEL_UNREADABLE,
  /** The language model's file is not in the ARPA format. */
  LANGUAGE_MODEL_MALFORMED,
  /** A language model is given to a decoder that has no use for it. */
  LANGUAGE_MODEL_UNUSED,
  /** A parameter is given to a decoder that has no use for it. */
  DECODING_PARAMETER_UNUSED
}
