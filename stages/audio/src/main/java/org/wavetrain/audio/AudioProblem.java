package org.wavetrain.audio;

import org.wavetrain.failure.ErrorCode;

/** Why a recording cannot be used. */
public enum AudioProblem implements ErrorCode {
  /** It is a folder, a pipe or a device. */
  AUDIO_NOT_A_FILE,
  /** It cannot be opened or read. */
  AUDIO_UNREADABLE,
  /** It has no bytes, or no samples. */
  AUDIO_EMPTY,
  /** Its format is none of those that are read, or it has no sound. */
  AUDIO_NOT_AUDIO,
  /** It ends before its header says. */
  AUDIO_TRUNCATED,
  /** Its header contradicts itself or its content. */
  AUDIO_HEADER_WRONG,
  /** Its content cannot be decoded. */
  AUDIO_CORRUPT,
  /** Its samples are compressed in a way that cannot be read here. */
  AUDIO_COMPRESSION_UNSUPPORTED,
  /** It is shorter than one frame of the model, 400 samples at 16 kHz. */
  AUDIO_TOO_SHORT,
  /** It is longer than the limit. */
  AUDIO_TOO_LONG,
  /** It has samples that are not numbers. */
  AUDIO_NOT_FINITE,
  /** It is silence: no sample of it, mixed to one channel, reaches -80 dBFS. */
  AUDIO_SILENT
}
