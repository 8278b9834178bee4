package org.wavetrain.audio;

import java.time.Duration;
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
  AUDIO_SILENT;

  private static final String DAMAGED =
      "The file is damaged: copy it from where it came from again, or write it anew as WAVE or"
          + " FLAC.";

  /**
   * What to do about it, for whoever wants a single recording heard.
   *
   * @param longest what may be as long
   */
  public String remedy(Duration longest) {
    return switch (this) {
      case AUDIO_NOT_A_FILE, AUDIO_UNREADABLE -> "Name a sound file that can be read.";
      case AUDIO_NOT_AUDIO, AUDIO_COMPRESSION_UNSUPPORTED ->
          "Give a sound recording, such as a WAVE, FLAC, MP3 or Ogg file.";
      case AUDIO_TRUNCATED, AUDIO_HEADER_WRONG, AUDIO_CORRUPT, AUDIO_NOT_FINITE -> DAMAGED;
      case AUDIO_EMPTY, AUDIO_TOO_SHORT, AUDIO_TOO_LONG ->
          "Give a sound recording of 25 ms to %s.".formatted(inWords(longest));
      case AUDIO_SILENT -> Silence.REMEDY;
    };
  }

  private static String inWords(Duration longest) {
    return longest.toHours() > 1 && longest.toSeconds() % 3600 == 0
        ? longest.toHours() + " hours"
        : longest.toSeconds() + " s";
  }
}
