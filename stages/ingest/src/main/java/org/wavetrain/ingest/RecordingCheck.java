package org.wavetrain.ingest;

import java.time.Duration;
import org.wavetrain.audio.AudioDecoder;
import org.wavetrain.audio.AudioMeasurements;
import org.wavetrain.audio.AudioProblem;
import org.wavetrain.audio.AudioRejected;
import org.wavetrain.audio.DecodedAudio;
import org.wavetrain.corpus.TranscriptLength;

/** Decodes a candidate and holds its text against its length. Safe for several threads. */
final class RecordingCheck {
  private final AudioDecoder decoder;

  RecordingCheck(Duration longest) {
    this.decoder = new AudioDecoder(longest);
  }

  CheckedRecording check(Candidate candidate) throws UtteranceRejected {
    DecodedAudio audio;
    try {
      audio = decoder.decode(candidate.file());
    } catch (AudioRejected rejected) {
      throw new UtteranceRejected(rejected.problem(), rejected.getMessage());
    }
    AudioMeasurements measurements = AudioMeasurements.of(audio.samples());
    if (measurements.silent()) {
      throw new UtteranceRejected(AudioProblem.AUDIO_SILENT, silence(audio));
    }
    int frames = TranscriptLength.framesOf(audio.samples().length);
    int needed = candidate.text().map(TranscriptLength::framesNeeded).orElse(0);
    if (needed > frames) {
      throw new UtteranceRejected(
          RejectReason.TEXT_LONGER_THAN_AUDIO,
          "Its text needs %d frames, its recording has %d.".formatted(needed, frames));
    }
    return CheckedRecording.of(audio, measurements);
  }

  private static String silence(DecodedAudio audio) {
    return audio.sourceChannels() == 1
        ? "It is silence: no sample of it reaches %.0f dBFS."
            .formatted(AudioMeasurements.SILENCE_BELOW_DBFS)
        : "Its %d channels make silence where they are mixed to one: no sample reaches %.0f dBFS."
            .formatted(audio.sourceChannels(), AudioMeasurements.SILENCE_BELOW_DBFS);
  }
}
