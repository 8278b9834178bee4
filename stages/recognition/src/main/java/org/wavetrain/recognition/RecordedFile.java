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
 * @param remedy what is said to whoever gave a file that cannot be used
 */
public record RecordedFile(Path file, String name, AudioDecoder decoder, String remedy)
    implements Recording {
  @Override
  public void read(SampleConsumer consumer) {
    try {
      decoder.stream(file, consumer);
    } catch (AudioRejected rejected) {
      throw new UserFailure(
          rejected.problem(),
          "%s cannot be used: %s".formatted(name, rejected.getMessage()),
          remedy,
          rejected);
    }
  }
}
