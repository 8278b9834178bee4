package org.wavetrain.ingest;

import org.wavetrain.audio.AudioMeasurements;
import org.wavetrain.audio.DecodedAudio;

/** A candidate's sound, decoded and found to be usable. */
record CheckedRecording(DecodedAudio audio, AudioMeasurements measurements) {}
