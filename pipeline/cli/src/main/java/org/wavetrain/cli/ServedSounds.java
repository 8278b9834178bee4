package org.wavetrain.cli;

import java.nio.file.Path;
import org.wavetrain.audio.AudioDecoder;
import org.wavetrain.audio.AudioRejected;
import org.wavetrain.audio.Pcm;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.service.SoundReader;

/** Decodes what requests bring. */
record ServedSounds(AudioDecoder decoder) implements SoundReader {
  @Override
  public float[] read(Path file) {
    try {
      return Pcm.toFloat(decoder.decode(file).samples());
    } catch (AudioRejected rejected) {
      throw new UserFailure(
          rejected.problem(),
          "The recording cannot be used: " + rejected.getMessage(),
          rejected.problem().remedy(decoder.longest()),
          rejected);
    }
  }
}
