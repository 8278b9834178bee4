package org.wavetrain.local.runner.toy;

import org.wavetrain.failure.ErrorCode;

/** How a toy stage can fail. */
public enum ToyError implements ErrorCode {
  TOY_BROKEN
}
