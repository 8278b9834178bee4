package org.wavetrain.ingest;

import java.time.Duration;
import org.wavetrain.audio.AudioDecoder;
import org.wavetrain.audio.AudioMeasurements;
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
    int frames = TranscriptLength.framesOf(audio.samples().length);
    int needed = candidate.text().map(TranscriptLength::framesNeeded).orElse(0);
    if (needed > frames) {
      throw new UtteranceRejected(
          RejectReason.TEXT_LONGER_THAN_AUDIO,
          "Its text needs %d frames, its recording has %d.".formatted(needed, frames));
    }
    return new CheckedRecording(audio, AudioMeasurements.of(audio.samples()));
  }
}
