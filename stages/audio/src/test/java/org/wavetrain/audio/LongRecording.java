package org.wavetrain.audio;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a recording in a process of its own and prints its samples, or why it is set aside. */
final class LongRecording {
  private LongRecording() {}

  /**
   * @param arguments {@code decode} up to a minute, or {@code stream} all; the file
   */
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[1]);
    AtomicLong samples = new AtomicLong();
    try {
      if (arguments[0].equals("decode")) {
        samples.set(new AudioDecoder(Duration.ofMinutes(1)).decode(file).samples().length);
      } else {
        new AudioDecoder(Duration.ofHours(11))
            .stream(file, (piece, count) -> samples.addAndGet(count));
      }
      System.out.println(samples);
    } catch (AudioRejected rejected) {
      System.out.println(rejected.problem());
    }
  }
}
