package org.wavetrain.wav2vec2.kernels;

import org.wavetrain.failure.ErrorCode;

/** What can be wrong with the arithmetic that a user asks for. */
public enum KernelError implements ErrorCode {
  /** This machine does not compute in this precision. */
  PRECISION_UNSUPPORTED
}
