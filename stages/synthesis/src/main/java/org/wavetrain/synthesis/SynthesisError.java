package org.wavetrain.synthesis;

import org.wavetrain.failure.ErrorCode;

/** Why synthetic speech cannot be made. */
public enum SynthesisError implements ErrorCode {
  /** A folder that was not made here has the name of one to be made. */
  SYNTHESIS_FOLDER_IN_THE_WAY
}
