package org.wavetrain.pretrain;

import org.wavetrain.failure.ErrorCode;

/** What can go wrong in pre-training, beyond what can in any training. */
enum PretrainError implements ErrorCode {
  /** Nearly all frames have one code: there is nothing left to learn from. */
  CODEBOOK_COLLAPSED
}
