package org.wavetrain.artifacts;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** An answer that ends with {@link TooSlow} when it falls behind a pace. */
final class PacedStream extends FilterInputStream {
  private final Pace pace;
  private final long begunNanos = System.nanoTime();
  private long bytes;

  PacedStream(InputStream in, Pace pace) {
    super(in);
    this.pace = pace;
  }

  /** What is thrown then. */
  static final class TooSlow extends IOException {
    private static final long serialVersionUID = 1L;

    private TooSlow(long bytes, Duration elapsed) {
      super("only " + bytes + " bytes came in " + elapsed.toSeconds() + " s");
    }
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    arrived(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    arrived(Math.max(count, 0));
    return count;
  }

  private void arrived(int count) throws TooSlow {
    bytes += count;
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begunNanos);
    if (elapsed.compareTo(pace.allowed(bytes)) > 0) {
      throw new TooSlow(bytes, elapsed);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
