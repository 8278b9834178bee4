package org.wavetrain.corpus;

import java.io.IOException;

/** The samples of one recording, 16 kHz mono 16-bit, wherever they are kept. Thread safe. */
public interface SampleSource {
  /** How many samples there are. */
  int length();

  /**
   * Reads {@code count} samples from {@code start} on.
   *
   * @throws IndexOutOfBoundsException when there are not as many
   */
  short[] read(int start, int count) throws IOException;
}
