package org.wavetrain.faults;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** The way of a body, on which something goes wrong. */
abstract class FaultyStream extends FilterOutputStream {
  private long passed;

  private FaultyStream(OutputStream out) {
    super(out);
  }

  /** What is thrown when the connection has to be reset. */
  static final class Cut extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Ends after so many bytes. */
  static FaultyStream cut(OutputStream out, long bytes) {
    return new FaultyStream(out) {
      @Override
      void pass(int value, long offset) throws IOException {
        if (offset >= bytes) {
          out.flush();
          throw new Cut();
        }
        out.write(value);
      }
    };
  }

  /** Changes a bit of one byte. */
  static FaultyStream wrongBit(OutputStream out, long at) {
    return new FaultyStream(out) {
      @Override
      void pass(int value, long offset) throws IOException {
        out.write(offset == at ? value ^ 1 : value);
      }
    };
  }

  /** Waits before each drop. */
  static FaultyStream slow(OutputStream out, int bytes, Duration pause) {
    return new FaultyStream(out) {
      @Override
      void pass(int value, long offset) throws IOException {
        if (offset % bytes == 0) {
          out.flush();
          Pause.of(pause);
        }
        out.write(value);
      }
    };
  }

  abstract void pass(int value, long offset) throws IOException;

  @Override
  public final void write(int value) throws IOException {
    pass(value, passed);
    passed++;
  }

  @Override
  public final void write(byte[] bytes, int offset, int length) throws IOException {
    for (int index = offset; index < offset + length; index++) {
      write(bytes[index]);
    }
  }
}
