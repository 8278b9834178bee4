package org.wavetrain.synthesis;

import org.wavetrain.audio.SoundFormat;

/**
 * One file to be spoken.
 *
 * @param path where it goes, below the corpus folder
 * @param text what is said
 * @param prosody how it is said
 * @param format of the file
 * @param samplingRateHz of the file
 */
record Recording(
    String path, String text, Prosody prosody, SoundFormat format, int samplingRateHz) {

  /** A WAV file with the synthesizer's own sampling rate. */
  Recording(String path, String text, Prosody prosody) {
    this(path, text, prosody, SoundFormat.WAVE, SpeechSynthesizer.SAMPLE_RATE_HZ);
  }
}
