package org.wavetrain.ingest;

import org.wavetrain.failure.ErrorCode;

/** Why ingest cannot make a corpus. */
public enum IngestError implements ErrorCode {
  /** More recordings of a source were set aside than the limit allows. */
  INGEST_TOO_MANY_REJECTS,
  /** A source has too few speakers to keep those of the test set apart. */
  INGEST_TOO_FEW_SPEAKERS,
  /** A split has no transcribed recording, or no labelled one, and others have. */
  INGEST_SPLIT_EMPTY,
  /** More texts of a source have characters that are not allowed than the limit permits. */
  INGEST_CHARACTERS_OUTSIDE,
  /** {@code allowed_characters} is not a character class. */
  INGEST_CHARACTERS_INVALID,
  /** Recordings of different splits sound the same, and the pipeline file forbids it. */
  INGEST_NEAR_DUPLICATES,
  /** Nothing is left to train on. */
  INGEST_NOTHING_LEFT
}
