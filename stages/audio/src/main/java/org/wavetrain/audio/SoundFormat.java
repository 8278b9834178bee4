package org.wavetrain.audio;

/** File formats in which corpora are published and that can be written here. */
public enum SoundFormat {
  /** RIFF WAVE with 16-bit PCM. */
  WAVE,
  /** NIST SPHERE with 16-bit little-endian PCM, as TIMIT has it. */
  SPHERE,
  /** FLAC, as LibriSpeech has it. */
  FLAC,
  /** MP3 at 64 kbit/s, as Common Voice has it. */
  MP3
}
