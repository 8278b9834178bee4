package org.wavetrain.local;

import org.wavetrain.failure.ErrorCode;

/** What can keep the embedded servers from starting. */
public enum EmbeddedServerError implements ErrorCode {
  /** The folder for all state cannot be written to. */
  HOME_UNUSABLE,
  /** The object store does not start. */
  EMBEDDED_STORAGE_FAILED,
  /** The tracking server does not start. */
  EMBEDDED_TRACKING_FAILED,
  /** The tracking database is damaged, or of another version. */
  TRACKING_DATABASE_UNUSABLE
}
