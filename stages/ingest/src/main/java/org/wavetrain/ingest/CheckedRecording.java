package org.wavetrain.ingest;

import org.wavetrain.audio.AudioFingerprint;
import org.wavetrain.audio.AudioMeasurements;
import org.wavetrain.audio.DecodedAudio;

/** A candidate's sound, decoded and found to be usable. */
record CheckedRecording(
    DecodedAudio audio, AudioMeasurements measurements, AudioFingerprint fingerprint) {
  /** Its measures follow from the samples alone. */
  static CheckedRecording of(DecodedAudio audio) {
    return of(audio, AudioMeasurements.of(audio.samples()));
  }

  /**
   * @param measurements those of the samples
   */
  static CheckedRecording of(DecodedAudio audio, AudioMeasurements measurements) {
    return new CheckedRecording(audio, measurements, AudioFingerprint.of(audio.samples()));
  }
}
