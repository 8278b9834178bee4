package org.wavetrain.wav2vec2.device;

import org.wavetrain.failure.ErrorCode;

/** Why a network cannot be computed where it is wanted. */
public enum DeviceError implements ErrorCode {
  /** The program or the machine does not have the device. */
  DEVICE_MISSING,
  /** The library has no code for the card. */
  DEVICE_UNSUPPORTED,
  /** The driver does not say what cards there are. */
  DEVICE_UNKNOWN
}
