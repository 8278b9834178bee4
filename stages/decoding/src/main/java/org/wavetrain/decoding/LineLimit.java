package org.wavetrain.decoding;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a stream of text at a line that no such text has. A few kilobytes of a compressed file may
 * be a line that is larger than all memory.
 */
final class LineLimit extends FilterInputStream {
  /** N-grams of a few words take less than a thousandth of it. */
  static final int MOST_BYTES = 1 << 20;

  private int lineBytes;

  /** What is thrown at such a line. */
  static final class Exceeded extends IOException {
    private static final long serialVersionUID = 1;
  }

  LineLimit(InputStream text) {
    super(text);
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      count((byte) next);
    }
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    for (int index = offset; index < offset + read; index++) {
      count(bytes[index]);
    }
    return read;
  }

  private void count(byte next) throws Exceeded {
    lineBytes = next == '\n' ? 0 : lineBytes + 1;
    if (lineBytes > MOST_BYTES) {
      throw new Exceeded();
    }
  }
}
