package org.wavetrain.recognition;

import java.nio.file.Path;
import org.wavetrain.audio.AudioDecoder;
import org.wavetrain.audio.AudioRejected;
import org.wavetrain.audio.SampleConsumer;
import org.wavetrain.failure.UserFailure;

/**
 * A sound file, which is decoded whenever it is read.
 *
 * @param name what people call it
 */
public record RecordedFile(Path file, String name, AudioDecoder decoder) implements Recording {
  @Override
  public void read(SampleConsumer consumer) {
    try {
      decoder.stream(file, consumer);
    } catch (AudioRejected rejected) {
      throw new UserFailure(
          rejected.problem(),
          "%s cannot be used: %s".formatted(name, rejected.getMessage()),
          rejected.problem().remedy(decoder.longest()),
          rejected);
    }
  }
}
