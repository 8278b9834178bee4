package org.wavetrain.recognition;

import org.wavetrain.failure.ErrorCode;

/** What can go wrong when an exported model is used. */
public enum RecognitionError implements ErrorCode {
  /** A folder holds no exported model, or one for another task. */
  EXPORT_FOLDER_INVALID,
  /** ONNX Runtime refuses a model. */
  EXPORT_MODEL_REFUSED,
  /** An exported model gives scores that are no numbers. */
  EXPORT_SCORES_INVALID,
  /** An exported model has no exit where it is to be left. */
  EXPORT_EXIT_UNKNOWN,
  /** A recording is shorter than one frame. */
  RECORDING_TOO_SHORT,
  /** A recording has more scores than fit into memory. */
  RECORDING_TOO_LONG
}
