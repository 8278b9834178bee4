package org.wavetrain.export;

import org.wavetrain.failure.ErrorCode;

/** What can go wrong when a model is exported. */
public enum ExportError implements ErrorCode {
  /** The exported model does not compute what the trained one does. */
  EXPORT_PARITY_FAILED,
  /** There is no recording to check the exported model with. */
  EXPORT_NO_RECORDINGS,
  /** A checkpoint was not trained for the task that it is exported for. */
  EXPORT_CHECKPOINT_UNSUITABLE
}
