package org.wavetrain.export;

import org.wavetrain.failure.ErrorCode;

/** What can go wrong when a model is exported or an exported model is used. */
public enum ExportError implements ErrorCode {
  /** The exported model does not compute what the trained one does. */
  EXPORT_PARITY_FAILED,
  /** There is no recording to check the exported model with. */
  EXPORT_NO_RECORDINGS,
  /** A checkpoint was not trained for the task that it is exported for. */
  EXPORT_CHECKPOINT_UNSUITABLE,
  /** A folder holds no exported model, or one for another task. */
  EXPORT_FOLDER_INVALID,
  /** ONNX Runtime refuses a model. */
  EXPORT_MODEL_REFUSED,
  /** An exported model has no exit where it is to be left. */
  EXPORT_EXIT_UNKNOWN,
  /** A recording is shorter than one frame. */
  RECORDING_TOO_SHORT
}
